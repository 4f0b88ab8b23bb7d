"""People as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People as a Django application."""

    name = "habitue.ground.people"
    label = "people"
