"""Addresses of login and logout."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from wangdian.entrypoints.web.login import views

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(next_page="/login/"), name="logout"),
]
