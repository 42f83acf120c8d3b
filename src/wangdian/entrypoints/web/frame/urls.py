"""The addresses of the living style page, and of the icon that browsers ask for by themselves."""

from django.urls import path

from wangdian.entrypoints.web.frame import views

urlpatterns = [path("style/", views.style, name="style"), path("favicon.ico", views.icon, name="icon")]
