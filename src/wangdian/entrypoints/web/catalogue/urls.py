"""Addresses of the screens of the standards."""

from django.urls import path

from wangdian.entrypoints.web.catalogue import checklists, views

urlpatterns = [
    path("", views.listed, name="catalogue.list"),
    path("bring/", views.bring, name="catalogue.bring"),
    path("checklist/", checklists.try_checklist, name="catalogue.checklist"),
    path("checklist/bring/", checklists.bring_checklist, name="catalogue.checklist.bring"),
    path("drop/<str:file_name>/", views.drop, name="catalogue.drop"),
    path("<str:key>/", views.card, name="catalogue.card"),
]
