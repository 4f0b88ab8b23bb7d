"""Places as a Django application."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Places as a Django application."""

    name = "habitue.ground.places"
    label = "places"
