"""Profiles as a Django application."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Profiles as a Django application."""

    name = "habitue.know.profiles"
    label = "profiles"
