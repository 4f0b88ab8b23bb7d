"""Identity as a Django application."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Identity as a Django application."""

    name = "habitue.know.identity"
    label = "identity"
