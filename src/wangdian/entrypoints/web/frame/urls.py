"""The address of the living style page."""

from django.urls import path

from wangdian.entrypoints.web.frame import views

urlpatterns = [path("style/", views.style, name="style")]
