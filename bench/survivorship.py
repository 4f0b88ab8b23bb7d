"""How often the golden record is right when records disagree, with recency before frequency and the other way round.

    python bench/survivorship.py [PEOPLE] [SEED]

The people of the demonstration (20,000, seed 77), each with exactly their own records: matching plays no part. Of those
with several records, the share whose surviving value is the true one, of those that have a value, field by field.
"""

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habitue.settings")
django.setup()

from habitue.know.collect.api import ReceivedRow  # noqa: E402
from habitue.know.collect.rules.mapping.proposal import propose  # noqa: E402
from habitue.know.identity.normalising import Normal, Normaliser  # noqa: E402
from habitue.know.identity.rules.folding import key  # noqa: E402
from habitue.know.identity.rules.survivorship import golden, order_of  # noqa: E402
from habitue.know.identity.types import Golden, RecordView  # noqa: E402
from habitue.show.demo.generate import Row, Wave  # noqa: E402
from habitue.show.demo.households import Households  # noqa: E402
from habitue.show.demo.people import Person  # noqa: E402
from habitue.show.demo.sources import ALL  # noqa: E402

TODAY = date(2026, 11, 21)
GROUPS = ("name", "birth_date", "email", "mobile", "landline", "card", "address", "language", "store")
SAMPLE = 400
People = dict[int, tuple[Person, list[RecordView]]]


def known(people: int, seed: int) -> People:
    """Every person with the views of their own records."""
    rows: list[list[Row]] = [[] for _ in ALL]
    for place, row in Wave(Households(seed, TODAY), seed, TODAY).rows(people):
        rows[place].append(row)
    found: People = {}
    for place, of_source in enumerate(rows):
        for person, view in _views(place, of_source):
            found.setdefault(person.number, (person, []))[1].append(view)
    return found


def _views(place: int, rows: list[Row]) -> Iterator[tuple[Person, RecordView]]:
    columns = list(ALL[place].header)
    mapping = propose(columns, [list(row.cells) for row in rows[:SAMPLE]])
    normaliser = Normaliser(mapping.layout(columns), mapping.date_order, TODAY)
    for number, row in enumerate(rows):
        at = (datetime(1, 1, 1) + timedelta(days=row.changed - 1)).isoformat(" ")  # noqa: DTZ001
        received = ReceivedRow(f"{place}-{number}", str(number), at, list(row.cells))
        yield row.person, _view(normaliser.read(received), ALL[place].name)


def _view(n: Normal, source: str) -> RecordView:
    address = n.address
    return RecordView(
        n.record_id, source, n.changed_at, n.name.civility, n.name.first, n.name.last, n.name.birth, n.name.state,
        n.birth_date.value, n.birth_date.state, n.email.value, n.email.state, n.mobile.value, n.mobile.state,
        n.landline.value, n.landline.state, n.card.value, n.card.state,
        (address.number, address.street, address.postcode) if address else (),
        str(address.grade) if address else "", n.language, n.store,
    )  # fmt: skip


def _right(found: Golden, person: Person) -> Iterator[tuple[str, bool]]:
    """(field, whether it is right) of each field that has a value."""
    yield from ((name, key(said) == key(true)) for name, said, true in (
        ("first name", found.first, person.first), ("surname", found.last, person.last),
        ("e-mail", found.email, person.email), ("card", found.card, person.card),
        ("mobile", found.mobile[-9:], person.mobile[-9:]),
        ("postcode", found.address[2] if found.address else "", person.household.address.postcode),
    ) if said)  # fmt: skip
    if found.birth_date:
        yield "birth date", found.birth_date == date.fromordinal(person.born)


def measure(people: People, *wanted: str) -> dict[str, float]:
    """The share of right values by field, with these criteria first."""
    orders = dict.fromkeys(GROUPS, order_of(wanted))
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for person, views in people.values():
        if len(views) > 1:
            for field, is_right in _right(golden(views, {}, None, orders), person):
                seen[field] += 1
                right[field] += is_right
    return {field: right[field] / seen[field] for field in sorted(seen)}


def main() -> None:
    """Print the table."""
    count, seed = (int(text) for text in (*sys.argv[1:], *("20000", "77")[len(sys.argv) - 1 :]))
    people = known(count, seed)
    several = sum(len(views) > 1 for _, views in people.values())
    tables = defaultdict(list)
    for order in (("validity", "trust", "recency"), ("validity", "trust", "frequency")):
        for field, share in measure(people, *order).items():
            tables[field].append(f"{share:7.2%}")
    sys.stdout.write(f"{several} people of several records; recency first, frequency first\n")
    for field, shares in tables.items():
        sys.stdout.write(f"{field:12} {' '.join(shares)}\n")


if __name__ == "__main__":
    main()
