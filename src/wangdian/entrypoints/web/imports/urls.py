"""Addresses of imports."""

from django.urls import path

from wangdian.entrypoints.web.imports import views

urlpatterns = [
    path("imports/", views.listed, name="imports.list"),
    path("imports/<str:noun>/", views.noun, name="imports.noun"),
    path("imports/<str:noun>/template.xlsx", views.template, name="imports.template"),
    path("imports/runs/<int:run_id>/", views.run, name="imports.run"),
    path("imports/runs/<int:run_id>/take/", views.take, name="imports.take"),
    path("imports/runs/<int:run_id>/stop/", views.stop, name="imports.stop"),
]
