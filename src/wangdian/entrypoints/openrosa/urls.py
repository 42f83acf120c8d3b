"""Addresses for ODK Collect: those of the OpenRosa standard, for all of one's walks or for those at an outlet."""

from django.urls import path

from wangdian.entrypoints.openrosa import forms, media, submission

urlpatterns = [
    path("formList", forms.listed, name="openrosa.list"),
    path("forms/<str:form_id>.xml", forms.form, name="openrosa.form"),
    path("forms/<str:form_id>/manifest.xml", media.manifest, name="openrosa.manifest"),
    path("media/<str:name>", media.picture, name="openrosa.picture"),
    path("submission", submission.submission, name="openrosa.submission"),
    path("at/<str:outlet>/formList", forms.listed, name="openrosa.at.list"),
    path("at/<str:outlet>/submission", submission.submission, name="openrosa.at.submission"),
]
