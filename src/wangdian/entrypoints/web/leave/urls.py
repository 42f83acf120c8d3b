"""Addresses of one's own quiet hours and leave, and of the duty rosters of units."""

from django.urls import path

from wangdian.entrypoints.web.leave import views

urlpatterns = [
    path("account/quiet/", views.quiet, name="leave.quiet"),
    path("account/leave/", views.leave, name="leave"),
    path("account/leave/<int:leave_id>/end/", views.end, name="leave.end"),
    path("organisation/<str:code>/duty/", views.roster, name="duty"),
    path("organisation/<str:code>/duty/<int:duty_id>/remove/", views.remove, name="duty.remove"),
]
