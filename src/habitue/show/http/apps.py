"""Health, metrics and problem documents as a Django application."""

from django.apps import AppConfig


class HttpConfig(AppConfig):
    """Health, metrics and problem documents as a Django application."""

    name = "habitue.show.http"
    label = "http"
