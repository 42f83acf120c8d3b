"""Addresses of the screens of checks that check each other."""

from django.urls import path

from wangdian.entrypoints.web.checks import agreement_views, calibration_views, complaint_views, draw_views, views

urlpatterns = [
    path("", views.home, name="checks"),
    path("draws/", draw_views.listed, name="checks.list"),
    path("draws/new/", draw_views.new, name="checks.new"),
    path("draws/look/", draw_views.look, name="checks.look"),
    path("draws/<int:draw_id>/", draw_views.card, name="checks.draw"),
    path("draws/<int:draw_id>/again/", draw_views.again, name="checks.again"),
    path("draws/<int:draw_id>/call-off/", draw_views.call_off, name="checks.call_off"),
    path("complaints/", complaint_views.listed, name="checks.complaints"),
    path("complaints/note/", complaint_views.note, name="checks.note_complaints"),
    path("agreement/", agreement_views.agreement, name="checks.agreement"),
    path("agreement/pairs/", agreement_views.pairs, name="checks.pairs"),
    path("calibration/", calibration_views.listed, name="checks.calibrations"),
    path("calibration/new/", calibration_views.new, name="checks.new_set"),
    path("calibration/<int:set_id>/", calibration_views.card, name="checks.set"),
    path("calibration/<int:set_id>/photos/", calibration_views.take_in, name="checks.take_in"),
    path("calibration/<int:set_id>/photos/<int:item_id>/remove/", calibration_views.remove, name="checks.remove_item"),
    path("calibration/<int:set_id>/close/", calibration_views.close, name="checks.close_set"),
    path("calibration/<int:set_id>/judge/", calibration_views.judge, name="checks.judge"),
    path("calibration/items/<int:item_id>/photo/", calibration_views.photo, name="checks.photo"),
]
