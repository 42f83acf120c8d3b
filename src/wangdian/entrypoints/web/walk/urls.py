"""Addresses of the walk, as docs/walk-protocol.md gives them."""

from django.urls import path

from wangdian.entrypoints.web.walk import intake, shell, today, uploads

urlpatterns = [
    path("", shell.shell, name="walk"),
    path("fault/", shell.fault, name="faults.new"),
    path("sw.js", shell.worker, name="walk.worker"),
    path("manifest.webmanifest", shell.manifest, name="walk.manifest"),
    path("api/today", today.today, name="walk.today"),
    path("api/places", today.places, name="walk.places"),
    path("api/places/<str:code>", today.place, name="walk.place"),
    path("api/tags/<str:tag>", today.tag, name="walk.tag"),
    path("api/walks/<uuid:walk_id>", intake.walk, name="walk.send"),
    path("api/faults/<uuid:fault_id>", intake.fault, name="walk.fault"),
    path("api/uploads/", uploads.uploads, name="walk.uploads"),
    path("api/uploads/<uuid:upload_id>", uploads.upload, name="walk.upload"),
]
