"""Addresses of health, metrics, problems, and of what programs ask."""

from django.urls import path

from habitue.show.http import gauges, hints, views

gauges.register()

urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("problems/", views.problem_types, name="problem_types"),
    path("problems/<slug:kind>", views.problem_types, name="problem_type"),
    path("api/customers/hints", hints.customer_hints, name="customer_hints"),
]
