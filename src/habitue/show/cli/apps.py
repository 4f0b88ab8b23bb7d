"""The command line as a Django application: it has a catalogue of its own."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    """Commands."""

    name = "habitue.show.cli"
    label = "cli"
