"""Addresses of questions about photos."""

from django.urls import path

from wangdian.entrypoints.web.twins import views

urlpatterns = [
    path("", views.listed, name="twins.list"),
    path("<int:question_id>/", views.decide, name="twins.decide"),
]
