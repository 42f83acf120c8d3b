"""The addresses of the screens; each folder of screens brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("wangdian.entrypoints.web.today.urls")),
    path("", include("wangdian.entrypoints.web.login.urls")),
    path("", include("wangdian.entrypoints.web.frame.urls")),
    path("outlets/", include("wangdian.entrypoints.web.outlets.urls")),
]
