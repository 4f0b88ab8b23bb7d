"""Addresses of the console."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from habitue.show.web.gallery import gallery

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("habitue.show.web.pages.session.urls")),
    path("", include("habitue.show.web.pages.customers.urls")),
    path("", include("habitue.show.web.pages.feeds.urls")),
    path("", include("habitue.show.web.pages.quality.urls")),
    path("", include("habitue.show.web.pages.matching.urls")),
    path("", include("habitue.show.web.pages.review.urls")),
    path("", include("habitue.show.web.pages.house.urls")),
]

if settings.DEBUG:  # every component in every state, for the people who make them
    urlpatterns += [path("gallery", gallery), path("gallery/<str:page>", gallery)]
