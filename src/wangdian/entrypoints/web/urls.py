"""The addresses of the screens; each folder of screens brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("wangdian.entrypoints.web.today.urls")),
    path("", include("wangdian.entrypoints.web.login.urls")),
    path("", include("wangdian.entrypoints.web.frame.urls")),
    path("map/", include("wangdian.entrypoints.web.map.urls")),
    path("scores/", include("wangdian.entrypoints.web.scores.urls")),
    path("", include("wangdian.entrypoints.web.health.urls")),
    path("", include("wangdian.entrypoints.web.leave.urls")),
    path("channels/", include("wangdian.entrypoints.web.channels.urls")),
    path("account/", include("wangdian.entrypoints.web.account.urls")),
    path("audit/", include("wangdian.entrypoints.web.audit.urls")),
    path("inbox/", include("wangdian.entrypoints.web.inbox.urls")),
    path("organisation/", include("wangdian.entrypoints.web.organisation.urls")),
    path("people/", include("wangdian.entrypoints.web.people.urls")),
    path("outlets/", include("wangdian.entrypoints.web.outlets.urls")),
    path("", include("wangdian.entrypoints.web.calendars.urls")),
    path("", include("wangdian.entrypoints.web.things.urls")),
    path("", include("wangdian.entrypoints.web.imports.urls")),
    path("outlets/", include("wangdian.entrypoints.web.outlet_card.urls")),
    path("walk/", include("wangdian.entrypoints.web.walk.urls")),
    path("", include("wangdian.entrypoints.web.climate.urls")),
    path("walks/", include("wangdian.entrypoints.web.walks.urls")),
    path("plans/", include("wangdian.entrypoints.web.plans.urls")),
    path("", include("wangdian.entrypoints.web.checklists.urls")),
    path("photos/", include("wangdian.entrypoints.web.photos.urls")),
    path("catalogue/", include("wangdian.entrypoints.web.catalogue.urls")),
    path("board/", include("wangdian.entrypoints.web.board.urls")),
    path("orders/", include("wangdian.entrypoints.web.orders.urls")),
    path("findings/", include("wangdian.entrypoints.web.findings.urls")),
]
