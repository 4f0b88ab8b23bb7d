"""Survivorship: which value stands and why, whatever the order of the records."""

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.know.identity.rules.survivorship import CRITERIA, ORDERS, golden, order_of
from habitue.know.identity.tests.strategies import LAW
from habitue.know.identity.types.values import Manual, Origin, RecordView, State

V, D, P = State.VALID, State.DOUBTFUL, State.PLACEHOLDER


def record(record_id: str, source: str = "till", day: int = 1, **fields: Any) -> RecordView:
    return RecordView(record_id, source, f"2026-01-{day:02} 00:00:00+00", **fields)


def named(record_id: str, first: str, last: str, **fields: Any) -> RecordView:
    return record(record_id, first=first, last=last, **{"name_state": V, **fields})


def test_one_record_is_the_customer() -> None:
    only = named(
        "1",
        "Jean",
        "Dupont",
        email="a@b.fr",
        email_state=V,
        address=("1 RUE X",),
        address_grade="B",
        store="S1",
    )
    found = golden([only], {})
    assert (found.first, found.last, found.email, found.address, found.address_grade) == (
        "Jean", "Dupont", "a@b.fr", ("1 RUE X",), "B",
    )  # fmt: skip
    assert found.emails == ("a@b.fr",)
    assert found.origins["email"] == Origin("1", "till", "2026-01-01 00:00:00+00", "only")
    assert set(found.origins) == {"name", "email", "address", "store"}


def test_placeholders_and_unreadable_values_do_not_survive() -> None:
    found = golden([record("1", email="x@y.fr", email_state=P, mobile="", mobile_state=State.INVALID)], {})
    assert (found.email, found.emails, found.origins) == ("", (), {})


def email(record_id: str, value: str, state: State = V, source: str = "till", day: int = 1) -> RecordView:
    return record(record_id, source, day, email=value, email_state=state)


def rule_of(records: list[RecordView], trust: dict[str, dict[str, int]] | None = None) -> tuple[str, str]:
    found = golden(records, trust or {})
    return found.email, found.origins["email"].rule


def test_criteria_in_their_order() -> None:
    assert rule_of([email("1", "a@b.fr"), email("2", "c@d.fr", D, day=9)]) == ("a@b.fr", "validity")
    assert rule_of([email("1", "a@b.fr"), email("2", "c@d.fr", day=2)]) == ("c@d.fr", "recency")
    trust = {"till": {"email": 20, "*": 90}, "web": {"*": 60}}
    assert rule_of([email("1", "a@b.fr", day=9), email("2", "c@d.fr", source="web")], trust) == (
        "c@d.fr",
        "trust",
    )
    assert rule_of([email("2", "c@d.fr"), email("1", "a@b.fr")]) == ("a@b.fr", "stable")
    assert rule_of([email("1", "a@b.fr"), email("2", "a@b.fr", day=2)]) == ("a@b.fr", "only")


def test_completeness() -> None:
    found = golden([named("1", "J.", "Dupont"), named("2", "Jean", "Dupont")], {})
    assert (found.first, found.origins["name"].rule) == ("Jean", "completeness")


def born(record_id: str, birth: date, day: int = 1, state: State = V, source: str = "till") -> RecordView:
    return record(record_id, source, day, birth_date=birth, birth_date_state=state)


APRIL, MAY = date(1980, 4, 23), date(1980, 5, 23)


def test_most_records_win_for_what_nobody_changes() -> None:
    found = golden([born("1", APRIL), born("2", APRIL, day=2), born("3", MAY, day=9)], {})
    assert (found.birth_date, found.origins["birth_date"]) == (
        APRIL,
        Origin("2", "till", "2026-01-02 00:00:00+00", "frequency"),
    )
    found = golden([born("1", APRIL), born("3", MAY, day=9)], {})
    assert (found.birth_date, found.origins["birth_date"].rule) == (MAY, "recency")
    more_odd = [born("1", APRIL, state=D), born("2", APRIL, state=D), born("3", MAY)]
    assert golden(more_odd, {}).birth_date == MAY
    less_trusted = [born("1", APRIL), born("2", APRIL), born("3", MAY, source="web")]
    assert golden(less_trusted, {"web": {"birth_date": 60}}).birth_date == MAY


def test_the_latest_wins_for_what_people_change() -> None:
    emails = [email("1", "old@b.fr"), email("2", "old@b.fr", day=2), email("3", "new@b.fr", day=9)]
    assert rule_of(emails) == ("new@b.fr", "recency")
    same_day = [email("1", "a@b.fr"), email("2", "c@d.fr"), email("3", "c@d.fr")]
    assert rule_of(same_day) == ("c@d.fr", "frequency")


def test_names_agree_whatever_their_case_accents_and_civility() -> None:
    found = golden(
        [
            named("1", "Hélène", "Lefèvre", civility="Mme"),
            named("2", "HELENE", "LEFEVRE"),
            record("3", day=9, first="Hélene", last="Lefebvre", name_state=V),
        ],
        {},
    )
    assert (found.first, found.last) == ("Hélène", "Lefèvre")
    assert found.origins["name"].rule == "frequency"


def test_a_house_orders_the_criteria_of_a_group() -> None:
    orders = {**ORDERS, "email": order_of(["validity", "frequency"]), "birth_date": order_of(["recency"])}
    emails = [email("1", "old@b.fr"), email("2", "old@b.fr"), email("3", "new@b.fr", source="web", day=9)]
    found = golden(emails, {"web": {"*": 90}}, orders=orders)
    assert (found.email, found.origins["email"].rule) == ("old@b.fr", "frequency")
    dates = [born("1", APRIL, day=9, state=D), born("2", MAY)]
    found = golden(dates, {}, orders=orders)
    assert (found.birth_date, found.origins["birth_date"].rule) == (APRIL, "recency")


def test_an_order_is_completed_and_knows_its_criteria() -> None:
    assert order_of(["frequency", "trust", "frequency"]) == (
        "frequency",
        "trust",
        "validity",
        "recency",
        "completeness",
    )
    assert order_of([]) == CRITERIA
    assert all(sorted(order) == sorted(CRITERIA) for order in ORDERS.values())
    with pytest.raises(ValueError, match="age"):
        order_of(["age"])


def test_the_name_is_one_block_with_civility_and_birth_name_of_namesakes() -> None:
    found = golden(
        [
            record("1", first="Claire", last="Durand", name_state=V, civility="Mlle"),
            record("2", day=5, first="Claire", last="Martin", name_state=V),
            record(
                "3", day=3, first="CLAIRE", last="Martin", name_state=V, civility="Mme", birth_name="Durand"
            ),
        ],
        {},
    )
    assert (found.civility, found.first, found.last, found.birth_name) == (
        "Mme",
        "Claire",
        "Martin",
        "Durand",
    )
    assert found.origins["name"].record_id == "2"
    assert (found.origins["civility"].record_id, found.origins["civility"].rule) == ("3", "completeness")


def test_addresses_by_grade() -> None:
    records = [
        record("1", address=("OLD",), address_grade="A"),
        record("2", day=2, address=("NEW",), address_grade="B"),
        record("3", day=3, address=("BROKEN",), address_grade="D"),
    ]
    assert golden(records, {}).address == ("NEW",)
    assert golden(records[2:], {}).address_grade == "D"


def test_a_person_decides() -> None:
    at = "2026-05-01 00:00:00+00"
    manual = {
        "email": Manual("e@f.fr", "anne", at),
        "name": Manual(("Mme", "Anne", "Durand", ""), "anne", at),
    }
    found = golden([email("1", "a@b.fr"), named("2", "Ann", "Durand", civility="M.")], {}, manual)
    assert (found.email, found.emails, found.first, found.civility) == (
        "e@f.fr",
        ("e@f.fr", "a@b.fr"),
        "Anne",
        "Mme",
    )
    assert found.origins["email"] == Origin("", "anne", at, "manual")
    assert golden([record("1")], {}, {"email": Manual("e@f.fr")}).emails == ("e@f.fr",)


def test_every_identifier_is_listed_the_survivor_first() -> None:
    found = golden(
        [email("1", "z@b.fr", day=3), email("2", "a@b.fr"), email("3", "m@b.fr", D), email("4", "x@x.fr", P)],
        {},
    )
    assert found.emails == ("z@b.fr", "a@b.fr", "m@b.fr")


def test_a_record_without_a_date_is_the_oldest() -> None:
    undated = RecordView("0", "till", None, birth_date=date(1980, 1, 2), birth_date_state=V)
    dated = record("1", birth_date=date(1980, 2, 1), birth_date_state=V)
    assert golden([undated, dated], {}).birth_date == date(1980, 2, 1)


records = st.lists(
    st.builds(
        record,
        st.sampled_from(["1", "2", "3", "4"]),
        st.sampled_from(["till", "web"]),
        st.integers(1, 3),
        first=st.sampled_from(["", "J.", "Jean", "Anne"]),
        last=st.sampled_from(["", "Dupont"]),
        civility=st.sampled_from(["", "M.", "Mme"]),
        name_state=st.sampled_from(State),
        email=st.sampled_from(["", "a@b.fr", "c@d.fr"]),
        email_state=st.sampled_from(State),
        address=st.sampled_from([(), ("A",), ("B", "")]),
        address_grade=st.sampled_from(["", "A", "C", "R"]),
        store=st.sampled_from(["", "S1"]),
    ),
    max_size=4,
    unique_by=lambda each: (each.source, each.record_id),
)


@LAW
@given(
    records,
    st.sampled_from([{}, {"web": {"email": 90}}]),
    st.permutations(CRITERIA),
    st.randoms(use_true_random=False),
)
def test_laws(
    found: list[RecordView], trust: dict[str, dict[str, int]], order: list[str], random: Random
) -> None:
    orders = {"email": tuple(order), "name": tuple(order), "address": tuple(order)}
    result = golden(found, trust, orders=orders)
    assert golden(random.sample(found, len(found)), trust, orders=orders) == result
    usable = {each.email for each in found if each.email and each.email_state in (V, D)}
    assert set(result.emails) == usable
    assert result.email == (result.emails[0] if usable else "")
    valid = {each.email for each in found if each.email and each.email_state is V}
    assert not valid or order[0] != "validity" or result.email in valid
    by_default = golden(found, trust)
    assert not valid or by_default.email in valid
    assert all(origin.record_id in {each.record_id for each in found} for origin in result.origins.values())
