"""Addresses of the feeds pages."""

from django.urls import path

from habitue.show.web.pages.feeds import imports, preparing, rejects, settling, sources, views

_ONE = "feeds/imports/<uuid:import_id>/"

urlpatterns = [
    path("feeds/", views.feeds, name="feeds"),
    path("feeds/drop", views.drop, name="feeds_drop"),
    path("feeds/more", views.more, name="feeds_more"),
    path("feeds/sources/new", sources.new, name="source_new"),
    path("feeds/sources/<uuid:source_id>/", sources.source, name="source"),
    path("feeds/sources/<uuid:source_id>/edit", sources.edit, name="source_edit"),
    path(_ONE, imports.one, name="import"),
    path(f"{_ONE}source", preparing.choose, name="import_source"),
    path(f"{_ONE}read", preparing.read, name="import_read"),
    path(f"{_ONE}mapping", preparing.mapping, name="import_mapping"),
    path(f"{_ONE}mapping.yaml", preparing.yaml, name="import_yaml"),
    path(f"{_ONE}try", imports.try_dry, name="import_try"),
    path(f"{_ONE}start", imports.start, name="import_start"),
    path(f"{_ONE}resume", imports.resume, name="import_resume"),
    path(f"{_ONE}cancel", imports.cancel, name="import_cancel"),
    path(f"{_ONE}forget", imports.forget, name="import_forget"),
    path("rejects/", rejects.rejects, name="rejects"),
    path("rejects/export.csv", rejects.export, name="rejects_export"),
    path("rejects/mend", settling.mend_many, name="rejects_mend"),
    path("rejects/dismiss", settling.dismiss_many, name="rejects_dismiss"),
    path("rejects/reopen", settling.reopen_many, name="rejects_reopen"),
    path("rejects/<uuid:reject_id>/", settling.one, name="reject"),
    path("rejects/<uuid:reject_id>/row", settling.row, name="reject_row"),
    path("rejects/<uuid:reject_id>/mend", settling.suggested, name="reject_mend"),
    path("rejects/<uuid:reject_id>/dismiss", settling.dismiss, name="reject_dismiss"),
    path("rejects/<uuid:reject_id>/reopen", settling.reopen, name="reject_reopen"),
]
