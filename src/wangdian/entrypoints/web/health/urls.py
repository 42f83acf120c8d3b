"""The address that a watchdog asks."""

from django.urls import path

from wangdian.entrypoints.web.health import views

urlpatterns = [path("healthz", views.health, name="health")]
