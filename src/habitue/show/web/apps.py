"""The console as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The console as a Django application."""

    name = "habitue.show.web"
    label = "web"
