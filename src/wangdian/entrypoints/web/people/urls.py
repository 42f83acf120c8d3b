"""Addresses of people and vendors."""

from django.urls import path

from wangdian.entrypoints.web.people import acts, views

urlpatterns = [
    path("", views.listed, name="people.list"),
    path("new/", views.new, name="people.new"),
    path("vendors/", views.vendors, name="people.vendors"),
    path("vendors/new/", views.new_vendor, name="people.new_vendor"),
    path("<int:person_id>/", views.card, name="people.card"),
    path("<int:person_id>/change/", views.change, name="people.change"),
    path("<int:person_id>/grants/new/", views.grant, name="people.grant"),
    path("<int:person_id>/password/", acts.set_password, name="people.set_password"),
    path("<int:person_id>/close/", acts.close, name="people.close"),
    path("<int:person_id>/open/", acts.reopen, name="people.reopen"),
    path("<int:person_id>/sessions/end/", acts.end_sessions, name="people.end_sessions"),
    path("<int:person_id>/erase/", acts.erase, name="people.erase"),
    path("grants/<int:grant_id>/withdraw/", acts.withdraw, name="people.withdraw"),
]
