"""Addresses of the screens of the score sheet's editions."""

from django.urls import path

from wangdian.entrypoints.web.editions import runs, views

urlpatterns = [
    path("", views.listed, name="editions.list"),
    path("bring/", views.bring, name="editions.bring"),
    path("sheet.xlsx", views.sheet, name="editions.sheet"),
    path("<int:edition_id>/", views.page, name="editions.page"),
    path("<int:edition_id>/sheet.xlsx", views.sheet, name="editions.own_sheet"),
    path("<int:edition_id>/adopt/", views.adopt, name="editions.adopt"),
    path("<int:edition_id>/take-back/", views.take_back, name="editions.take_back"),
    path("<int:edition_id>/discard/", views.discard, name="editions.discard"),
    path("<int:edition_id>/try/", runs.begin, name="editions.try"),
    path("runs/<int:run_id>/", runs.page, name="editions.run"),
    path("runs/<int:run_id>/stop/", runs.stop, name="editions.stop"),
]
