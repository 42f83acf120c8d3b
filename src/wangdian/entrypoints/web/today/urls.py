"""The address of Today."""

from django.urls import path

from wangdian.entrypoints.web.today import views

urlpatterns = [path("", views.today, name="today")]
