"""The kernel as a Django application."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Ids, errors, the log, jobs, the audit trail, the privacy registry."""

    name = "habitue.ground.kernel"
    label = "kernel"
