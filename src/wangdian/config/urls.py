"""Every address of Wangdian: a line a screen, and the API."""

from django.urls import include, path

from wangdian.entrypoints.api.api import api

handler404 = "wangdian.entrypoints.web.frame.views.not_found"
handler500 = "wangdian.entrypoints.web.frame.views.broken"
urlpatterns = [
    path("api/v1/", api.urls),
    path("openrosa/", include("wangdian.entrypoints.openrosa.urls")),
    path("", include("wangdian.entrypoints.web.urls")),
]
