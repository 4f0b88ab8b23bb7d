"""Addresses of the customers pages."""

from django.urls import URLPattern, path

from habitue.show.web.pages.customers import (
    choosing,
    duplicates,
    exports,
    gestures,
    listing,
    palette,
    parting,
    preview,
    reasons,
    record,
    saved,
)

urlpatterns: list[URLPattern] = [
    path("customers/", listing.customers, name="customers"),
    path("customers/rows", listing.rows, name="customers_rows"),
    path("customers/columns", listing.columns, name="customers_columns"),
    path("customers/export.<str:form>", exports.customers_file, name="customers_export"),
    path("customers/views", saved.save, name="view_save"),
    path("customers/views/<uuid:view_id>/rename", saved.rename, name="view_rename"),
    path("customers/views/<uuid:view_id>/delete", saved.delete, name="view_delete"),
    path("customers/merge", gestures.merge, name="customers_merge"),
    path("customers/gestures/<uuid:gesture>/undo", gestures.undo, name="gesture_undo"),
    path("customers/<uuid:customer_id>/", record.customer, name="customer"),
    path("customers/<uuid:customer_id>/preview", preview.preview, name="customer_preview"),
    path("customers/<uuid:customer_id>/unmerge", gestures.unmerge, name="customer_unmerge"),
    path("customers/<uuid:customer_id>/part", parting.part, name="customer_part"),
    path("customers/<uuid:customer_id>/part/preview", parting.preview, name="customer_part_preview"),
    path("customers/<uuid:customer_id>/why/<uuid:record_id>", reasons.why, name="customer_why"),
    path("customers/<uuid:customer_id>/same/<uuid:other_id>", duplicates.same, name="customer_same"),
    path("customers/<uuid:customer_id>/apart/<uuid:other_id>", duplicates.apart, name="customer_apart"),
    path("customers/<uuid:customer_id>/values/<str:group>", choosing.value, name="customer_value"),
    path(
        "customers/<uuid:customer_id>/choices/<uuid:choice>/withdraw",
        choosing.withdraw,
        name="choice_withdraw",
    ),
    path(
        "customers/<uuid:customer_id>/choices/<uuid:choice>/restore", choosing.restore, name="choice_restore"
    ),
    path("search/palette", palette.palette, name="palette"),
]
