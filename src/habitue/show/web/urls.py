"""Addresses of the console."""

from django.urls import include, path

urlpatterns = [
    path("", include("habitue.show.web.pages.session.urls")),
    path("", include("habitue.show.web.pages.customers.urls")),
    path("", include("habitue.show.web.pages.feeds.urls")),
    path("", include("habitue.show.web.pages.quality.urls")),
    path("", include("habitue.show.web.pages.house.urls")),
]
