"""The privacy registry is whole: every table of the house says what it holds of a person, why, and for how long."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from habitue.ground.kernel.api import policies, undeclared
from habitue.ground.kernel.types import Policy


def _model(label: str) -> type[models.Model]:
    return apps.get_model(label)


PERSONAL = sorted(label for label, policy in policies().items() if policy.personal)


def test_no_table_is_undeclared_and_no_declaration_is_of_nothing() -> None:
    assert undeclared() == []
    own = {model._meta.label for model in apps.get_models() if model.__module__.startswith("habitue.")}
    assert set(policies()) == own


@pytest.mark.parametrize("label", PERSONAL)
def test_personal_data_have_a_purpose_a_content_and_an_end(label: str) -> None:
    policy = policies()[label]
    assert policy.why.endswith(".")
    assert policy.data, "what kinds of data?"
    assert policy.retention, "until when?"


@pytest.mark.parametrize("label", sorted(label for label, policy in policies().items() if policy.subject))
def test_the_column_that_leads_to_the_person_exists(label: str) -> None:
    column = policies()[label].subject
    fields = {getattr(field, "attname", field.name) for field in _model(label)._meta.get_fields()}
    assert column in fields


def test_an_undeclared_table_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    table = type(
        "Hidden",
        (models.Model,),
        {"__module__": "habitue.ground.kernel.models", "Meta": type("Meta", (), {"app_label": "kernel"})},
    )
    try:
        assert undeclared() == ["kernel.Hidden"]
    finally:
        del apps.all_models["kernel"]["hidden"]
        apps.clear_cache()
    assert issubclass(table, models.Model)
    assert undeclared() == []


def test_a_policy_of_no_personal_data_needs_only_its_purpose() -> None:
    assert Policy(personal=False, why="Offsets.") == Policy(False, "Offsets.", (), "", "")
    with pytest.raises(FieldDoesNotExist):
        _model("kernel.DeadLetter")._meta.get_field("customer")
