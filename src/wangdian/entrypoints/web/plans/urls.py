"""Addresses of the plan screens."""

from django.urls import path

from wangdian.entrypoints.web.plans import views

urlpatterns = [
    path("", views.listed, name="plans.list"),
    path("new/", views.new, name="plans.new"),
    path("preview/", views.preview, name="plans.preview"),
    path("<int:plan_id>/", views.card, name="plans.card"),
    path("<int:plan_id>/change/", views.change, name="plans.change"),
    path("<int:plan_id>/stop/", views.stop, name="plans.stop"),
]
