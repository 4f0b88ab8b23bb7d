"""Customer ids last: over other thresholds and models, and back. What people said holds over re-runs and re-imports."""

import os
from collections import defaultdict
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from habitue.ground.kernel.types import Actor
from habitue.know.identity import api as identity
from habitue.know.identity.bulk.house import activate, learn_candidate, match_house
from habitue.know.identity.model_store import LINK, REVIEW
from habitue.know.identity.tests.houses import contradictions, strays
from habitue.show.demo.generate import DemoFiles, generate
from tests.pipeline.way import bring_file, resolve, rows, source

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = int(os.environ.get("PEOPLE", "600"))
"""`make undo` takes the 5,000 of the demonstration."""
TODAY = date(2026, 11, 1)
KEPT = 0.999
Ids = dict[str, str]


@pytest.fixture
def files(system: Actor, tmp_path: Path) -> DemoFiles:
    """The demonstration's files, imported, matched and learned from."""
    written = generate(tmp_path, people=PEOPLE, seed=8, today=TODAY)
    _bring_all(system, written)
    match_house(system.house)
    resolve()
    return written


def _bring_all(actor: Actor, files: DemoFiles) -> None:
    """All files, read anew even if they came before: a file of the same bytes would be passed over, so their lines come in
    another order each time.
    """
    for name, path in files.sources.items():
        head, *lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join((head, *lines[-1:], *lines[:-1])))
        (view,) = bring_file(actor, source(actor, name), path)
        assert view.same_as is None
    resolve()


def _ids(house: UUID) -> Ids:
    """The customer of each record."""
    return dict(
        rows("select record_id::text, customer_id::text from identity_record where house_id = %s", house)
    )


def _together(ids: Ids) -> dict[str, frozenset[str]]:
    """The records of each customer."""
    found: dict[str, set[str]] = defaultdict(set)
    for record, customer in ids.items():
        found[customer].add(record)
    return {customer: frozenset(records) for customer, records in found.items()}


def _kept(before: Ids, after: Ids) -> float:
    """Of the customers whose records are all still of one customer: the share of those that still bear their id, or live on
    in an older one that others brought.
    """
    whole = {c: r for c, r in _together(before).items() if len({after[record] for record in r}) == 1}
    now = _together(after)
    same = sum(after[min(r)] <= c for c, r in whole.items())
    exactly = {c for c, r in whole.items() if now.get(after[min(r)]) == r}
    assert all(after[min(whole[c])] == c for c in exactly), "a customer that did not change bears another id"
    return same / len(whole)


@pytest.mark.usefixtures("files")
def test_other_thresholds_and_another_model_keep_the_ids_and_bring_them_back(system: Actor) -> None:
    house, start = system.house, _ids(system.house)
    for link in (4_000, 12_000, -3_000):
        activate(house, link=link, review=-3_500, by="rule")
        resolve()
        now = _ids(house)
        assert now != start
        assert _kept(start, now) >= KEPT
        _all_lead_somewhere(system, start, now)
        activate(house, link=LINK, review=REVIEW, by="rule")
        assert _ids(house) == start
    version = learn_candidate(house, "rule")
    activate(house, link=1_000, review=REVIEW, by="rule", model_id=version)
    resolve()
    now = _ids(house)
    assert _kept(start, now) >= KEPT
    _all_lead_somewhere(system, start, now)
    assert contradictions(house) == []


def _all_lead_somewhere(actor: Actor, before: Ids, after: Ids) -> None:
    """The id map leads every id that was to a customer that is, who has one of its records."""
    assert strays(actor.house) == []
    alive = set(after.values())
    for customer, records in _together(before).items():
        if customer not in alive:
            now = identity.current_id(house_id=actor.house, customer_id=UUID(customer))
            assert str(now) in {after[record] for record in records}


def test_what_people_said_holds_over_runs_and_the_same_files(system: Actor, files: DemoFiles) -> None:
    house, groups = system.house, _together(_ids(system.house))
    several = sorted(c for c, r in groups.items() if len(r) > 2)[:9]
    single = sorted(c for c, r in groups.items() if len(r) == 1)[:12]
    leaving = [sorted(groups[customer])[-1] for customer in several]
    for customer, record in zip(several, leaving, strict=True):
        identity.unmerge(actor=system, customer_id=UUID(customer), records=[UUID(record)])
    for pair in zip(single[:6:2], single[1:6:2], strict=True):
        identity.merge(actor=system, customers=list(map(UUID, pair)))
    doubts = rows(_DOUBTS, house)[:9]
    for one, other in doubts:
        if len({_ids(house)[one], _ids(house)[other]}) == 2:
            identity.keep_apart(actor=system, customers=[UUID(_ids(house)[each]) for each in (one, other)])
    resolve()
    said = _ids(house)
    for _ in range(3):
        match_house(house)
        _bring_all(system, files)
        now = _ids(house)
        assert {record: now[record] for record in said} == said
    for customer, record in zip(several, leaving, strict=True):
        assert not any(said[record] == said[other] for other in groups[customer] - {record})
    for pair in zip(single[:6:2], single[1:6:2], strict=True):
        assert len({said[record] for customer in pair for record in groups[customer]}) == 1
    assert len(doubts) == 9
    assert all(said[one] != said[other] for one, other in doubts)
    activate(house, link=-3_000, review=-3_500, by="rule")
    loose = _ids(house)
    for kind, one, other in _verdicts(house):
        assert (loose[one] == loose[other]) == (kind == "same")


def _verdicts(house: UUID) -> list[tuple[str, str, str]]:
    sql = """select kind, record_a::text, record_b::text from identity_verdict
             where house_id = %s and withdrawn_at is null and overruled_by is null"""
    return rows(sql, house)


_DOUBTS = """
select record_a::text, record_b::text from identity_edge where house_id = %s and kind = 'doubt'
order by weight desc, record_a, record_b
"""
