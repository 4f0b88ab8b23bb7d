"""The audit trail stands or falls with the deed, stays in its house, and is read by those who may."""

from uuid import uuid4

import pytest
from django.db import transaction

from habitue.ground.kernel.api import audit, audit_trail, utc_now
from habitue.ground.kernel.models import AuditEntry
from habitue.ground.kernel.types import Actor, Forbidden, system_actor
from tests.fixtures import ActorOfRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Actor:
    """The processes of a house that has done nothing yet."""
    return system_actor(uuid4(), "tests")


def test_a_deed_is_told_as_it_was_done(here: Actor, actor_of_role: ActorOfRole) -> None:
    steward = actor_of_role("steward")
    before = utc_now()
    audit(steward, "feeds.mapping_saved", "source-1", {"columns": 12})
    row = AuditEntry.objects.get(action="feeds.mapping_saved")
    assert (row.house_id, row.staff_id, row.label) == (steward.house, steward.staff, "Steward")
    assert (row.subject, row.detail) == ("source-1", {"columns": 12})
    assert before <= row.at <= utc_now()


def test_the_houses_own_processes_have_no_staff_id(here: Actor) -> None:
    audit(here, "feeds.imported", "x")
    (deed,) = audit_trail(actor=here)
    assert (deed.staff, deed.label, deed.detail) == (None, "tests", {})


def test_a_deed_undone_leaves_no_trace(here: Actor) -> None:
    with transaction.atomic():
        audit(here, "feeds.imported", "x")
        transaction.set_rollback(True)
    assert audit_trail(actor=here) == []


def test_the_latest_deed_comes_first_and_the_rest_page_by_page(here: Actor) -> None:
    for number in range(5):
        audit(here, "customers.merged", str(number))
    first = audit_trail(actor=here, limit=2)
    second = audit_trail(actor=here, limit=2, before=first[-1].id)
    last = audit_trail(actor=here, limit=2, before=second[-1].id)
    assert [[deed.subject for deed in page] for page in (first, second, last)] == [
        ["4", "3"],
        ["2", "1"],
        ["0"],
    ]


def test_deeds_are_found_by_area_and_subject(here: Actor) -> None:
    audit(here, "customers.merged", "a")
    audit(here, "customers.unmerged", "b")
    audit(here, "customersfeed.seen", "a")
    audit(here, "feeds.imported", "a")
    assert {deed.action for deed in audit_trail(actor=here, area="customers")} == {
        "customers.merged",
        "customers.unmerged",
    }
    assert [deed.action for deed in audit_trail(actor=here, area="customers", subject="a")] == [
        "customers.merged"
    ]


def test_another_houses_deeds_are_not_seen(here: Actor) -> None:
    audit(here, "customers.merged", "a")
    elsewhere = system_actor(uuid4())
    assert audit_trail(actor=elsewhere) == []
    (deed,) = audit_trail(actor=here)
    audit(elsewhere, "customers.merged", "b")
    assert [each.subject for each in audit_trail(actor=elsewhere, before=deed.id)] == ["b"]


@pytest.mark.parametrize(
    ("role", "may"), [("dpo", True), ("it", True), ("steward", False), ("associate", False)]
)
def test_reading_it_takes_a_permission(actor_of_role: ActorOfRole, role: str, may: bool) -> None:
    actor = actor_of_role(role)
    if may:
        assert {deed.action for deed in audit_trail(actor=actor)} == {"people.invited", "places.house_opened"}
    else:
        with pytest.raises(Forbidden):
            audit_trail(actor=actor)
