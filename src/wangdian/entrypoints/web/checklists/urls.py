"""Addresses of checklists to take along."""

from django.urls import path

from wangdian.entrypoints.web.checklists import views

urlpatterns = [
    path("checklist.xlsx", views.taken_along, name="checklists.taken_along"),
]
