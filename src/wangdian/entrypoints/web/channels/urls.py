"""Addresses of channels."""

from django.urls import path

from wangdian.entrypoints.web.channels import views

urlpatterns = [
    path("", views.listed, name="channels.list"),
    path("new/robot/", views.new_robot, name="channels.new_robot"),
    path("new/webhook/", views.new_webhook, name="channels.new_webhook"),
    path("<int:channel_id>/", views.card, name="channels.card"),
    path("<int:channel_id>/change/", views.change, name="channels.change"),
    path("<int:channel_id>/stop/", views.stop, name="channels.stop"),
    path("<int:channel_id>/resume/", views.resume, name="channels.resume"),
    path("<int:channel_id>/try/", views.send_try, name="channels.try"),
]
