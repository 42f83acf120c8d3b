"""Every address of Wangdian: a line a screen, and the API."""

from django.urls import include, path

from wangdian.entrypoints.api.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("wangdian.entrypoints.web.urls")),
]
