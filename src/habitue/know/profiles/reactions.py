"""What profiles does when identity announces customers, and when people choose values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from habitue.ground.kernel.types import Consumer, Fact, HouseId
from habitue.know.collect.api import source_trust
from habitue.know.identity.api import customer_of_record, records_of
from habitue.know.identity.events import CUSTOMERS_RESOLVED
from habitue.know.profiles import queries
from habitue.know.profiles.build import build
from habitue.know.profiles.choices import manual_choices
from habitue.know.profiles.events import CHOICE_WITHDRAWN, VALUE_CHOSEN

BUILT_AT_ONCE = 5_000


def react(facts: Sequence[Fact]) -> None:
    """Rebuild the profiles of all customers that a batch of facts names, each once."""
    by_house: dict[HouseId, dict[str, None]] = {}
    for fact in facts:
        named = by_house.setdefault(fact.house, {})
        named.update(dict.fromkeys(_named(fact)))
    for house, customers in by_house.items():
        rebuild(house, list(customers))


def _named(fact: Fact) -> Iterable[str]:
    """The customers whose profiles a fact changes. A choice is that of whoever holds its record by now."""
    if fact.type == CUSTOMERS_RESOLVED:
        return (*fact.payload["customers"], *fact.payload["gone"])
    holder = customer_of_record(house_id=fact.house, record_id=UUID(fact.payload["record"]))
    return [str(holder)] if holder else []


def rebuild(house: HouseId, customers: Sequence[str]) -> None:
    """Rebuild profiles from identity's records; a customer without records has none any more."""
    if queries.outweigh(len(customers)):
        with queries.written_anew(customers) as table:
            for _, lines in _built(house, customers):
                queries.add(lines, table)
    else:
        for part, lines in _built(house, customers):
            queries.replace(part, lines)


def _built(house: HouseId, customers: Sequence[str]) -> Iterator[tuple[Sequence[str], list[str]]]:
    """The profiles of a part of the customers at a time; their words are learnt on the way."""
    trust = {str(source): _trust(figures) for source, figures in source_trust(house_id=house).items()}
    for part in _parts(customers):
        records = records_of(customers=part)
        built = build(house, records, trust, manual_choices(records))
        queries.learn_words(house, built.words)
        yield part, built.lines


def start_again() -> None:
    """Before a replay: profiles are derived, they can all go."""
    queries.forget_all()


def _trust(figures: Mapping[str, int]) -> dict[str, int]:
    """Trust as survivorship reads it: `*` stands for every field without a figure of its own."""
    return {"*" if field == "default" else field: figure for field, figure in figures.items()}


def _parts(customers: Sequence[str]) -> Iterable[Sequence[str]]:
    return (customers[at : at + BUILT_AT_ONCE] for at in range(0, len(customers), BUILT_AT_ONCE))


CONSUMER = Consumer(
    name="profiles",
    types=frozenset({CUSTOMERS_RESOLVED, VALUE_CHOSEN, CHOICE_WITHDRAWN}),
    handle=react,
    reset=start_again,
    batch=300,
)
