"""Addresses of things, what stands in them, documents, marked places, records, and QR tags."""

from django.urls import path

from wangdian.entrypoints.web.things import act_views, document_views, labels, views

urlpatterns = [
    path("things/", views.things, name="things.list"),
    path("things/content/", views.content, name="content.list"),
    path("things/articles/", views.articles, name="articles.list"),
    path("things/documents/", views.documents, name="documents.list"),
    path("things/placed/", views.placed, name="placed.list"),
    path("things/records/", views.records, name="records.list"),
    path("things/new/", views.new, name="things.new"),
    path("things/<int:asset_id>/", views.card, name="things.card"),
    path("things/<int:asset_id>/edit/", views.edit, name="things.edit"),
    path("things/<int:asset_id>/move/", act_views.move, name="things.move"),
    path("things/<int:asset_id>/retire/", act_views.retire, name="things.retire"),
    path("things/<int:asset_id>/content/", act_views.add_content, name="content.add"),
    path("things/content/<int:item_id>/", act_views.change_content, name="content.change"),
    path("things/content/<int:item_id>/remove/", act_views.remove_content, name="content.remove"),
    path("things/<int:asset_id>/articles/", act_views.stock, name="articles.stock"),
    path("things/articles/<int:article_id>/use/", act_views.use, name="articles.use"),
    path("things/articles/<int:article_id>/remove/", act_views.remove_article, name="articles.remove"),
    path("things/records/<int:subject_id>/new/", act_views.record, name="records.new"),
    path("things/documents/new/", document_views.add, name="documents.new"),
    path("things/documents/<int:document_id>/", document_views.renew, name="documents.renew"),
    path("things/documents/<int:document_id>/withdraw/", document_views.withdraw, name="documents.withdraw"),
    path("things/placed/new/", document_views.place, name="placed.new"),
    path("things/placed/<int:placed_id>/", document_views.move, name="placed.move"),
    path("things/placed/<int:placed_id>/remove/", document_views.remove, name="placed.remove"),
    path("things/labels/<str:code>/", labels.labels, name="things.labels"),
    path("q/<str:tag>", labels.resolve, name="tag"),
    path("q/<str:tag>/", labels.resolve),
]
