"""Addresses of the screens of readings."""

from django.urls import path

from wangdian.entrypoints.web.climate import views

urlpatterns = [
    path("outlets/<str:code>/climate/", views.outlet, name="climate.outlet"),
    path("outlets/<str:code>/climate/new/", views.new, name="climate.new"),
    path("outlets/<str:code>/climate/new/<int:subject_id>/", views.record, name="climate.record"),
    path("climate/<int:series_id>/", views.series, name="climate.series"),
    path("climate/<int:series_id>/<int:reading_id>/withdraw/", views.withdraw, name="climate.withdraw"),
]
