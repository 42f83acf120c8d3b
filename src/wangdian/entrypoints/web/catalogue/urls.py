"""Addresses of the screens of the standards."""

from django.urls import path

from wangdian.entrypoints.web.catalogue import views

urlpatterns = [
    path("", views.listed, name="catalogue.list"),
    path("bring/", views.bring, name="catalogue.bring"),
    path("drop/<str:file_name>/", views.drop, name="catalogue.drop"),
    path("<str:key>/", views.card, name="catalogue.card"),
]
