"""Addresses of an outlet's card and of the parts that come after it."""

from django.urls import path

from wangdian.entrypoints.web.outlet_card import views

urlpatterns = [
    path("<str:code>/", views.card, name="outlets.card"),
    path("<str:code>/open-now/", views.open_now, name="outlets.open_now"),
    path("<str:code>/score/", views.score, name="outlets.score"),
    path("<str:code>/about/", views.about, name="outlets.about"),
    path("<str:code>/past/", views.past, name="outlets.past"),
]
