"""Addresses of the house pages."""

from django.urls import URLPattern, path

from habitue.show.web.pages.house import deeds, exports, shops, team

urlpatterns: list[URLPattern] = [
    path("stores/", shops.stores, name="stores"),
    path("team/", team.team, name="team"),
    path("audit/", deeds.audit, name="audit"),
    path("exports/", exports.exports, name="exports"),
    path("exports/crosswalk.csv", exports.crosswalk, name="export_crosswalk"),
]
