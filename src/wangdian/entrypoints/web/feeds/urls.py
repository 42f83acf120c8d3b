"""Addresses of the calendar feeds."""

from django.urls import path

from wangdian.entrypoints.web.feeds import views

urlpatterns = [
    path("walks.ics", views.walks, name="feeds.walks"),
    path("orders.ics", views.orders, name="feeds.orders"),
]
