"""The customer page: golden values with where they come from, what happened, gestures seen at once."""

from uuid import UUID

import pytest

from habitue.ground.kernel.types import Actor, Forbidden, HouseId, NotFound, system_actor
from habitue.ground.places.api import open_house
from habitue.know.collect.api import raw_records
from habitue.know.identity import api as identity
from habitue.know.profiles import api as profiles
from habitue.know.profiles.types import Filters

pytestmark = pytest.mark.django_db


def find(actor: Actor, text: str) -> UUID:
    return profiles.search(actor=actor, text=text).lines[0].customer_id


def test_values_say_where_they_come_from(steward: Actor) -> None:
    shown = profiles.profile(actor=steward, customer_id=find(steward, "lefebvre"))
    assert (shown.name, shown.records, shown.mobile, shown.town) == (
        "Hélène Lefebvre",
        2,
        "+33612487703",
        "Lyon",
    )
    assert shown.lines[-2:] == ("12 BIS RUE DES TABLES CLAUDIENNES", "69001 LYON")
    assert shown.origins["address"].rule == "only"
    records = {record.record_id: record.key for record in identity.records_of(customers=[shown.customer_id])}
    assert records[shown.origins["address"].record_id] == "T1"
    assert set(shown.origins) >= {"name", "email", "mobile", "address", "store", "birth_date"}


def test_the_timeline_is_newest_first(steward: Actor) -> None:
    customer = find(steward, "lefebvre")
    ids = [UUID(record.record_id) for record in identity.records_of(customers=[customer])]
    records = raw_records(actor=steward, record_ids=ids)
    entries = profiles.timeline(actor=steward, customer_id=customer, records=records)
    assert [entry.detail["key"] for entry in entries] == ["T1", "W1"]


def test_a_customer_of_nobody_or_of_another_house_does_not_exist(steward: Actor) -> None:
    customer = find(steward, "lefebvre")
    with pytest.raises(NotFound):
        profiles.profile(actor=steward, customer_id=UUID(int=1))
    with pytest.raises(NotFound):
        profiles.profile(actor=system_actor(open_house(name="Ailleurs").id), customer_id=customer)
    with pytest.raises(Forbidden):
        profiles.profile(actor=Actor(HouseId(steward.house), "x", role="none"), customer_id=customer)


def test_a_gesture_and_its_undo_show_at_once(steward: Actor) -> None:
    customer = find(steward, "lefebvre")
    leaving = next(r for r in identity.records_of(customers=[customer]) if r.key == "W1")
    other, gesture = identity.unmerge(actor=steward, customer_id=customer, records=[UUID(leaving.record_id)])
    profiles.refresh(actor=steward, customers=[customer, other])
    assert {profiles.profile(actor=steward, customer_id=id_).records for id_ in (customer, other)} == {1}
    seen = [identity.verdicts_on(customer_id=id_)[0].gesture for id_ in (customer, other)]
    assert seen == [gesture, gesture]
    back = identity.withdraw(actor=steward, gesture=gesture)
    profiles.refresh(actor=steward, customers=[*back.customer_of.values(), *back.merged, customer, other])
    assert profiles.profile(actor=steward, customer_id=customer).records == 2
    assert identity.current_id(house_id=steward.house, customer_id=other) == customer


def test_a_merge_leads_the_old_id_to_the_new(steward: Actor) -> None:
    one, two = find(steward, "jean martin"), find(steward, "paul martin")
    survivor, _gesture = identity.merge(actor=steward, customers=[one, two])
    profiles.refresh(actor=steward, customers=[one, two, survivor])
    gone = two if survivor == one else one
    assert identity.current_id(house_id=steward.house, customer_id=gone) == survivor
    page = profiles.list_customers(actor=steward, filters=Filters(text="martin"))
    assert [line.customer_id for line in page.lines] == [survivor]
