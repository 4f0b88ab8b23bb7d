"""Collect as a Django application."""

from django.apps import AppConfig


class CollectConfig(AppConfig):
    """Collect as a Django application."""

    name = "habitue.know.collect"
    label = "collect"
