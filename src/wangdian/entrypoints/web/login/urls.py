"""Addresses of login, logout and the language before a login."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from wangdian.entrypoints.web.login import views

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", login_not_required(LogoutView.as_view(next_page="/login/")), name="logout"),
    path("language/", views.speak, name="language"),
]
