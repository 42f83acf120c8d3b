"""Addresses of the screens of findings."""

from django.urls import path

from wangdian.entrypoints.web.findings import acts, views

urlpatterns = [
    path("", views.listed, name="findings.list"),
    path("waivers/", views.waivers, name="findings.waivers"),
    path("waivers/<int:waiver_id>/decide/", acts.decide, name="findings.decide"),
    path("standings/<str:outlet_code>/", views.standings, name="findings.standings"),
    path("<int:finding_id>/", views.page, name="findings.page"),
    path("<int:finding_id>/waive/", acts.waive, name="findings.waive"),
    path("<int:finding_id>/revoke/", acts.revoke, name="findings.revoke"),
    path("<int:finding_id>/mistake/", acts.mistake, name="findings.mistake"),
    path("<int:finding_id>/reopen/", acts.reopen, name="findings.reopen"),
    path("<int:finding_id>/note/", acts.note, name="findings.note"),
]
