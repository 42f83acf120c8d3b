"""Addresses of the screens of work orders."""

from django.urls import path, re_path

from wangdian.entrypoints.web.orders import acts, views

PHOTO = r"^(?P<number>[^/]+)/photos/(?P<sha256>[0-9a-f]{64})"

urlpatterns = [
    path("", views.listed, name="orders.list"),
    path("<str:number>/", views.card, name="orders.card"),
    re_path(PHOTO + r"\.jpg$", views.photo, name="orders.photo"),
    re_path(PHOTO + r"/small\.jpg$", views.thumbnail, name="orders.thumbnail"),
    path("<str:number>/<str:act>/", acts.act, name="orders.act"),
]
