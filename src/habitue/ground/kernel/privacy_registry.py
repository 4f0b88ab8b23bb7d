"""The privacy registry: what each table holds of a person, why, and for how long.

Each room declares its tables in its `privacy.py` as `POLICIES`; a test fails when a table is in none of them. Export,
erasure and retention (the *consent* room) go through this registry, so that no copy of a person can be forgotten.
"""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


@dataclass(frozen=True, slots=True)
class Policy:
    """What one table holds of a person.

    `personal`: whether it holds personal data at all; `why`: the purpose in one sentence; `data`: kinds of data held;
    `retention`: when it goes, in words; `subject`: the column that leads to the person, when there is one.
    """

    personal: bool
    why: str
    data: tuple[str, ...] = ()
    retention: str = ""
    subject: str = ""


def policies() -> dict[str, Policy]:
    """Every declared policy by table label (`collect.Record`), over all installed rooms."""
    found: dict[str, Policy] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.privacy"
        if config.name.startswith("habitue.") and find_spec(name):
            found.update(import_module(name).POLICIES)
    return found


def undeclared() -> list[str]:
    """Labels of the house's tables that no `privacy.py` declares; empty when the registry is whole."""
    own = [model for model in apps.get_models() if model.__module__.startswith("habitue.")]
    declared = policies()
    return sorted(model._meta.label for model in own if model._meta.label not in declared)
