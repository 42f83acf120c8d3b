"""Addresses of calendars and official days."""

from django.urls import path

from wangdian.entrypoints.web.calendars import hours_views, official_views, views

urlpatterns = [
    path("calendars/", views.listed, name="calendars.list"),
    path("calendars/<str:code>/", views.card, name="calendars.card"),
    path("calendars/<str:code>/hours/", hours_views.new, name="calendars.hours"),
    path("calendars/<str:code>/hours/<str:day>/remove/", hours_views.remove, name="calendars.remove"),
    path("calendars/<str:code>/closure/", hours_views.closure, name="calendars.closure"),
    path("calendars/closures/<int:closure_id>/cancel/", hours_views.cancel, name="calendars.cancel"),
    path("calendars/<str:code>/board/", views.board, name="calendars.board"),
    path("official-days/", official_views.listed, name="official.list"),
    path("official-days/<int:year>/delivered/", official_views.load_delivered, name="official.delivered"),
    path("official-days/upload/", official_views.upload, name="official.upload"),
]
