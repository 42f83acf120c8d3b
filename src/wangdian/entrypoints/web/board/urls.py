"""Addresses of the board."""

from django.urls import path

from wangdian.entrypoints.web.board import views

urlpatterns = [
    path("", views.listed, name="board"),
    path("takers/", views.takers_part, name="board.takers"),
    path("assign/", views.assign, name="board.assign"),
    path("findings/<int:finding_id>/open/", views.open_order, name="board.open_order"),
]
