"""Addresses of the own account."""

from django.urls import path

from wangdian.entrypoints.web.account import views

urlpatterns = [
    path("", views.account, name="account"),
    path("language/", views.language, name="account.language"),
    path("password/", views.password, name="account.password"),
    path("sessions/end/", views.end_sessions, name="account.end_sessions"),
    path("tokens/new/", views.new_token, name="account.new_token"),
    path("tokens/<int:token_id>/revoke/", views.revoke_token, name="account.revoke_token"),
]
