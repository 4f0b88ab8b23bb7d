"""The log read again from its start leaves identity as it stands: ids, groups, words, counters."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from habitue.ground.kernel.api import rewind
from habitue.ground.kernel.types import Actor
from habitue.know.identity import api as identity
from habitue.know.identity.api import CONSUMER
from habitue.show.demo.generate import generate
from habitue.show.demo.update import write_update
from tests.pipeline.way import bring as bring_lines
from tests.pipeline.way import bring_file, customer, line, one, resolve, rows, source, state

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lived(system: Actor, tmp_path: Path) -> None:
    """A house that has seen two waves, a merge, an unmerge, a placeholder and the same file twice."""
    today = date(2026, 11, 1)
    for files in (
        generate(tmp_path / "1", people=400, seed=9, today=today),
        write_update(tmp_path / "2", people=400, seed=9, today=today, share=0.4),
    ):
        for name, path in files.sources.items():
            bring_file(system, source(system, name), path)
            bring_file(system, source(system, name), path)
        resolve()
    names = ("DUPONT", "MARTIN", "PETIT", "DURAND", "LEROY", "MOREAU")
    lines = [
        line(str(n), nom=name, prenom="Marc", email="boutique@maison.fr") for n, name in enumerate(names)
    ]
    bring_lines(system, source(system, "a"), *lines)
    bring_lines(
        system,
        source(system, "b"),
        line("1", nom="ROUX", mobile="0612345678"),
        line("2", nom="ROUX", mobile="0612345678"),
    )
    resolve()
    identity.merge(actor=system, customers=[UUID(customer("a/0")), UUID(customer("a/1"))])
    second = rows("select record_id from identity_record where key = '2' and mobile = '+33612345678'")[0][0]
    identity.unmerge(actor=system, customer_id=UUID(customer("b/1")), records=[second])
    resolve()


def whole() -> dict[str, list[str]]:
    """Everything that identity holds."""
    found = state()
    found["trend"] = [
        str(row)
        for row in rows(
            "select import_id, field, state, records from identity_qualityofimport order by 1, 2, 3"
        )
    ]
    found["rates"] = [str(row) for row in rows("select * from identity_duplicaterate order by 1")]
    found["words"] = [str(row) for row in rows("select * from identity_verdict order by 1")]
    return found


@pytest.mark.usefixtures("lived")
def test_a_replay_changes_nothing_and_says_nothing_of_merges() -> None:
    before = whole()
    said = one("select count(*) from kernel_log where type ~ 'merged'")
    rewind(CONSUMER)
    resolve()
    after = whole()
    for part, held in before.items():
        assert after[part] == held, part
    assert one("select count(*) from kernel_log where type ~ 'merged'") == said
    assert one("select count(*) from identity_placeholder") == 1


@pytest.mark.usefixtures("lived")
def test_two_replays_are_as_good_as_one() -> None:
    before = whole()
    for _ in range(2):
        rewind(CONSUMER)
        resolve()
    assert whole() == before
