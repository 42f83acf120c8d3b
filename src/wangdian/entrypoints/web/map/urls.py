"""Addresses of the map."""

from django.urls import path

from wangdian.entrypoints.web.map import views

urlpatterns = [
    path("", views.page, name="map"),
    path("pins.json", views.positions, name="map.pins"),
    path("beside/", views.beside, name="map.beside"),
    path("borders.json", views.borders, name="map.borders"),
]
