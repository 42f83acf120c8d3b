"""Addresses of photos."""

from django.urls import path, register_converter

from wangdian.entrypoints.web.photos import keeping_views, views


class Sha256:
    """64 lower-case hex digits."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Sha256, "sha256")

urlpatterns = [
    path("keeping/", keeping_views.keeping, name="photos.keeping"),
    path("keeping/kinds/<str:kind>/", keeping_views.decide, name="photos.rule"),
    path("keeping/holds/", keeping_views.hold, name="photos.hold"),
    path("keeping/lift/<int:hold_id>/", keeping_views.lift, name="photos.lift"),
    path("<sha256:sha256>.jpg", views.file, name="photos.file"),
    path("<sha256:sha256>/small.jpg", views.thumbnail, name="photos.thumbnail"),
    path("<sha256:sha256>/", views.card, name="photos.card"),
    path("<sha256:sha256>/reference/<int:subject_id>/", views.refer, name="photos.refer"),
    path("<sha256:sha256>/blur/", views.blur, name="photos.blur"),
    path("<sha256:sha256>/original/", views.original, name="photos.original"),
]
