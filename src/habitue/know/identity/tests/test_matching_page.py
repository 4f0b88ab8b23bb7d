"""The matching as the page shows and changes it: previews tell what activations do, works are kept, nothing else changes."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db.models import Count
from pytest_django import DjangoDbBlocker

from habitue.ground.kernel.models import AuditEntry
from habitue.ground.kernel.types import Actor, Conflict, Forbidden, InvalidInput, NotFound
from habitue.ground.people.rules.roles import permissions_of
from habitue.know.identity import matching_works as works
from habitue.know.identity import model_store
from habitue.know.identity.api import matching
from habitue.know.identity.api.closest import closest
from habitue.know.identity.api.duplicates import duplicates_behind
from habitue.know.identity.model_store import active_model
from habitue.know.identity.models import Edge, MatchingModel, NormalRecord
from habitue.know.identity.tests.learned_house import a_house_that_has_learned
from habitue.know.identity.types.matching import ModelView

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def learned(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Actor]:
    with django_db_blocker.unblock(), a_house_that_has_learned() as actor:
        django_db_blocker.block()
        yield actor
        django_db_blocker.unblock()


def role(actor: Actor, name: str) -> Actor:
    return Actor(actor.house, name.title(), None, name, permissions_of(name))


def do_all() -> None:
    for version, kind in works.unfinished():
        assert works.perform(version, kind)


def customers() -> dict[UUID, UUID]:
    return dict(NormalRecord.objects.values_list("record_id", "customer_id"))


def candidate(actor: Actor) -> ModelView:
    found = matching.board(actor=actor).candidate
    assert found is not None
    return found


def test_the_weights_shown_are_those_that_decide(learned: Actor) -> None:
    shown = matching.in_force(actor=learned)
    weights = {
        (each.comparison, level.level): level.weights for each in shown.comparisons for level in each.levels
    }
    for a, b, weight in Edge.objects.order_by("-weight").values_list("record_a", "record_b", "weight")[::40]:
        found = closest(actor=learned, groups=[[str(a)], [str(b)]])
        assert found is not None
        best = found.best
        by_level = sum(weights[part.comparison, part.level][best.other] for part in best.parts)
        assert (best.weight, shown.starts[best.other] + by_level) == (weight, weight)
        assert found.worst is None


def test_a_split_is_explained_by_its_closest_pair_and_its_worst(learned: Actor) -> None:
    matching.preview(actor=learned, link=5_000, review=1_000)
    do_all()
    seen = matching.board(actor=learned).preview
    assert seen is not None
    assert seen.change is not None
    contradicted = 0
    for _customer, parts in seen.change.splits:
        found = closest(actor=learned, groups=parts)
        assert found is not None
        assert found.best.weight < 5_000 or found.worst is not None, (
            "linked pairs part only over a contradiction"
        )
        contradicted += found.best.weight >= 5_000
    assert len(seen.change.splits) > contradicted


def test_bands_keys_and_spread_are_told(learned: Actor) -> None:
    shown = matching.in_force(actor=learned)
    assert (shown.model.number, shown.model.records) == (1, NormalRecord.objects.count())
    assert {band.comparison for band in shown.bands} == {"first", "last"}
    one_in = [band.one_in for band in shown.bands if band.comparison == "first"]
    assert one_in[:-1] == sorted(one_in[:-1])
    assert one_in[-1] == 0
    names = NormalRecord.objects.exclude(first_key="").values_list("first_key", flat=True)
    bearers, records = Counter(names), NormalRecord.objects.count()
    commonest = shown.bands[0]
    assert commonest.examples
    assert all(bearers[name] * commonest.one_in >= records for name in commonest.examples)
    assert ("born", "other") in shown.never
    spread = matching.spread(actor=learned)
    pairs = Counter(Edge.objects.values_list("kind", flat=True))
    assert {kind: sum(each.values()) for kind, each in spread.items()} == pairs


def test_a_preview_changes_nothing_and_tells_what_activation_does(learned: Actor) -> None:
    before = customers()
    matching.preview(actor=learned, link=5_000, review=1_000)
    do_all()
    seen = matching.board(actor=learned).preview
    assert seen is not None
    change = seen.change
    assert change is not None
    assert customers() == before
    assert change.split > 5
    assert change.merged == 0
    assert change.kept_share == 1.0
    matching.activate(actor=learned, link=5_000, review=1_000)
    do_all()
    outcome = matching.board(actor=learned).activated
    assert outcome is not None
    assert outcome.outcome is not None
    assert (outcome.outcome.split, outcome.outcome.merged) == (change.split, 0)
    assert outcome.outcome.customers == len(set(before.values()))
    assert matching.doubts_now(actor=learned) == change.doubts
    model = active_model(learned.house)
    assert (model.link, model.review) == (5_000, 1_000)


def test_the_map_of_ids_leads_from_old_customers_to_new(learned: Actor) -> None:
    before = customers()
    matching.activate(actor=learned, link=5_000, review=1_000)
    do_all()
    after, (version,) = customers(), matching.versions(actor=learned)
    moves = list(matching.id_map(actor=learned, model_id=version.id))
    moved = {(str(old), str(after[record])) for record, old in before.items() if after[record] != old}
    assert {(move.old_id, move.new_id) for move in moves} == moved
    assert {move.how for move in moves} == {"split"}
    assert version.moves == len(moves) > 5


def test_going_back_brings_every_customer_back(learned: Actor) -> None:
    before = customers()
    matching.activate(actor=learned, link=5_000, review=1_000)
    do_all()
    was = matching.board(actor=learned).activated
    assert was is not None
    assert was.outcome is not None
    back = was.outcome.back
    assert (back["link"], back["review"]) == (0, -2_000)
    matching.activate(actor=learned, link=back["link"], review=back["review"], model_id=UUID(back["version"]))
    do_all()
    assert customers() == before


def test_learning_again_makes_a_candidate_that_keeps_nearly_all_ids(learned: Actor) -> None:
    matching.learn_again(actor=learned)
    do_all()
    found = candidate(learned)
    assert (found.number, found.status) == (2, "candidate")
    seen = matching.board(actor=learned).candidate_preview
    assert seen is not None
    assert seen.change is not None
    assert seen.change.kept_share >= 0.999
    assert active_model(learned.house).number == 1
    matching.activate(actor=learned, link=found.link, review=found.review, model_id=found.id)
    do_all()
    assert [(each.number, each.status) for each in matching.versions(actor=learned)] == [
        (2, "active"),
        (1, "retired"),
    ]
    board = matching.board(actor=learned)
    assert (board.candidate, board.under_way) == (None, None)


def test_a_candidate_can_be_thrown_away_and_learned_anew(learned: Actor) -> None:
    matching.learn_again(actor=learned)
    do_all()
    matching.throw_away(actor=learned, model_id=candidate(learned).id)
    assert matching.board(actor=learned).candidate is None
    matching.learn_again(actor=learned)
    do_all()
    assert candidate(learned).number == 2


def test_matching_again_changes_nothing_where_nothing_has_changed(learned: Actor) -> None:
    before = customers()
    matching.match_again(actor=learned)
    do_all()
    found = matching.board(actor=learned).replayed
    assert found is not None
    assert found.outcome is not None
    assert (found.outcome.merged, found.outcome.split, found.outcome.learned) == (0, 0, 0)
    assert customers() == before


def test_one_work_at_a_time(learned: Actor) -> None:
    matching.learn_again(actor=learned)
    under_way = matching.board(actor=learned).under_way
    assert under_way is not None
    assert (under_way.kind, under_way.state) == ("learn", "asked")
    with pytest.raises(Conflict):
        matching.match_again(actor=learned)
    do_all()
    assert works.unfinished() == []
    matching.match_again(actor=learned)


def test_a_work_that_fails_is_told_and_leaves_the_house_as_it_was(learned: Actor) -> None:
    matching.learn_again(actor=learned)
    do_all()
    broken = candidate(learned)
    MatchingModel.objects.filter(id=broken.id).update(parameters=b"not a model")
    before = customers()
    matching.activate(actor=learned, link=0, review=0, model_id=active_model(learned.house).id)
    do_all()
    works.ask(
        MatchingModel.objects.get(id=broken.id),
        works.Work(kind="preview", state="asked", by="x", at=broken.learned_at, link=0, review=0),  # type: ignore[arg-type]
    )
    model_cache_cleared()
    with pytest.raises(Exception, match="incorrect header"):
        works.perform(broken.id, "preview")
    failed = matching.board(actor=learned).failed
    assert failed is not None
    assert (failed.state, failed.error) == ("failed", "error")
    assert customers() == before
    matching.throw_away(actor=learned, model_id=broken.id)


def model_cache_cleared() -> None:
    """As in a process that has not read the version yet."""
    model_store._cache.clear()


def test_thresholds_out_of_order_or_bounds_are_refused(learned: Actor) -> None:
    for link, review in ((0, 1_000), (90_000, 0), (0, -9_000)):
        with pytest.raises(InvalidInput):
            matching.preview(actor=learned, link=link, review=review)
    with pytest.raises(NotFound):
        matching.preview(actor=learned, link=0, review=0, model_id=UUID(int=7))
    with pytest.raises(NotFound):
        matching.id_map(actor=learned, model_id=UUID(int=7))


def test_who_may_look_and_who_may_change(learned: Actor) -> None:
    associate, analyst = role(learned, "associate"), role(learned, "analyst")
    with pytest.raises(Forbidden):
        matching.in_force(actor=associate)
    assert matching.in_force(actor=analyst).model.number == 1
    with pytest.raises(Forbidden):
        matching.preview(actor=analyst, link=0, review=0)
    with pytest.raises(Forbidden):
        matching.draw_sample(actor=analyst)


def test_every_command_is_audited(learned: Actor) -> None:
    matching.preview(actor=learned, link=5_000, review=0)
    do_all()
    matching.throw_away(actor=learned)
    matching.match_again(actor=learned)
    found = AuditEntry.objects.filter(action__startswith="matching.").order_by("id")
    assert list(found.values_list("action", flat=True)) == [
        "matching.previewed",
        "matching.thrown_away",
        "matching.replayed",
    ]
    assert found[0].detail == {"version": 1, "link": 5_000, "review": 0}


def test_the_customers_behind_the_duplicates_are_all_there(learned: Actor) -> None:
    several = (
        NormalRecord.objects.values("source_id", "customer_id").annotate(n=Count("record_id")).filter(n__gt=1)
    )
    wanted = {(row["source_id"], row["customer_id"]): row["n"] for row in several}
    source = next(iter(wanted))[0]
    found = duplicates_behind(actor=learned, source_id=source, limit=3)
    while found and (more := duplicates_behind(actor=learned, source_id=source, after=found[-1].customer_id)):
        found += more
    assert {each.customer_id: each.count for each in found} == {
        customer: n for (of, customer), n in wanted.items() if of == source
    }
    assert all(len(each.records) == each.count for each in found)
