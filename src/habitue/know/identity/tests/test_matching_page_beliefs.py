"""The matching page of a house that has learned nothing yet."""

import pytest
from django.utils import translation

from habitue.ground.kernel.types import Actor, Conflict
from habitue.know.identity import matching_works as works
from habitue.know.identity.api import matching
from habitue.know.identity.model_store import active_model

pytestmark = pytest.mark.django_db


def do_all() -> None:
    for version, kind in works.unfinished():
        assert works.perform(version, kind)


def test_a_house_without_a_version_goes_by_the_packaged_beliefs(system: Actor) -> None:
    shown = matching.in_force(actor=system)
    assert (shown.model.number, shown.model.learned_at, shown.bands) == (0, None, [])
    assert len(shown.comparisons) == 12
    assert matching.versions(actor=system) == []
    assert matching.spread(actor=system) == {}
    assert matching.lesson(actor=system).decisions == 0


def test_its_thresholds_can_be_previewed_and_make_its_first_version(system: Actor) -> None:
    matching.preview(actor=system, link=1_000, review=0)
    do_all()
    seen = matching.board(actor=system).preview
    assert seen is not None
    assert seen.change is not None
    assert (seen.number, seen.change.merged, seen.change.kept_share) == (0, 0, 1.0)
    matching.activate(actor=system, link=1_000, review=0)
    do_all()
    model = active_model(system.house)
    assert (model.number, model.link, model.review) == (1, 1_000, 0)
    outcome = matching.board(actor=system).activated
    assert outcome is not None
    assert outcome.outcome is not None
    assert outcome.outcome.back == {}
    assert works.unfinished() == []


def test_there_is_nothing_to_draw_from(system: Actor) -> None:
    with translation.override("en"), pytest.raises(Conflict, match="Learn first"):
        matching.draw_sample(actor=system)
    matching.activate(actor=system, link=1_000, review=0)
    do_all()
    with translation.override("en"), pytest.raises(Conflict, match="alike enough"):
        matching.draw_sample(actor=system)
