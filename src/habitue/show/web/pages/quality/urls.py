"""Addresses of the quality pages."""

from django.urls import URLPattern, path

from habitue.show.web.pages.quality import duplicates, rows, views

urlpatterns: list[URLPattern] = [
    path("quality/", views.quality, name="quality"),
    path("quality/<uuid:source_id>/<str:field>/<str:state>", rows.behind, name="quality_rows"),
    path("quality/<uuid:source_id>/duplicates", duplicates.behind, name="quality_duplicates"),
    path("quality/placeholders", views.placeholders, name="placeholders"),
]
