"""Addresses of health, metrics and the API."""

urlpatterns = []
