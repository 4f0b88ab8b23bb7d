"""The kernel as a Django application."""

import sys

from django.apps import AppConfig
from django.conf import settings

from habitue.ground.kernel import logs

SERVING = frozenset({"run", "consume", "work"})
"""Commands whose output is their log; the others speak to a person or a pipe and log only what is wrong."""


class KernelConfig(AppConfig):
    """Ids, errors, the log, jobs, the audit trail, the privacy registry."""

    name = "habitue.ground.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Set this process's logs up: in JSON or for people, without personal data."""
        own = settings.HABITUE
        speaks = sys.argv[0].endswith(("habitue", "habitue/__main__.py")) and not SERVING & set(sys.argv[1:2])
        level = "warning" if speaks and own.log_level == "info" else own.log_level
        logs.configure(level=level, form=own.log_format, key=own.secret_key)
