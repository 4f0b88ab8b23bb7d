"""Precision and recall from judged pairs of a real house, and what decisions would teach its model."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytest_django import DjangoDbBlocker

from habitue.ground.kernel.api import new_id, utc_now
from habitue.ground.kernel.types import Actor, InvalidInput, NotFound
from habitue.know.identity.api import matching, measuring
from habitue.know.identity.model_store import active_model, evidence_of
from habitue.know.identity.models import Decision, Edge, MatchingModel, NormalRecord, Sampled
from habitue.know.identity.rules.lessons import changed_sides, weights
from habitue.know.identity.rules.model import levels_of
from habitue.know.identity.tests.learned_house import a_house_that_has_learned

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def learned(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Actor]:
    with django_db_blocker.unblock(), a_house_that_has_learned() as actor:
        django_db_blocker.block()
        yield actor
        django_db_blocker.unblock()


def judge_all(actor: Actor, *, wrong: int = 0) -> int:
    """Judge every drawn pair as the matching has it, but for the first so many linked ones; how many were judged."""
    judged = 0
    while pair := matching.next_to_judge(actor=actor):
        right = pair.linked if not (pair.linked and wrong) else not pair.linked
        wrong -= pair.linked and wrong > 0
        matching.judge(actor=actor, sampled_id=pair.id, answer="same" if right else "apart")
        judged += 1
    return judged


def test_a_sample_stands_for_every_pair_of_the_house(learned: Actor) -> None:
    drawn = matching.draw_sample(actor=learned)
    assert drawn == measuring.SAMPLE
    found = matching.measured(actor=learned)
    assert sum(each.pairs for each in found.strata) == Edge.objects.filter(kind__in=["link", "doubt"]).count()
    assert sum(each.pairs for each in found.strata if each.linked) == Edge.objects.filter(kind="link").count()
    assert all(each.drawn >= min(5, each.pairs) for each in found.strata)
    for pair in Sampled.objects.all():
        edge = Edge.objects.get(record_a=pair.record_a, record_b=pair.record_b)
        assert (edge.weight, edge.kind == "link") == (pair.weight, pair.linked)


def test_drawing_more_never_draws_a_pair_twice(learned: Actor) -> None:
    first, second = matching.draw_sample(actor=learned), matching.draw_sample(actor=learned, size=60)
    pairs = set(Sampled.objects.values_list("record_a", "record_b"))
    assert len(pairs) == first + second
    found = matching.measured(actor=learned)
    assert sum(each.pairs for each in found.strata) == Edge.objects.filter(kind__in=["link", "doubt"]).count()


def test_too_few_judgements_give_no_figure(learned: Actor) -> None:
    matching.draw_sample(actor=learned)
    for _ in range(12):
        pair = matching.next_to_judge(actor=learned)
        assert pair is not None
        matching.judge(actor=learned, sampled_id=pair.id, answer="same")
    found = matching.measured(actor=learned)
    assert (found.precision, found.recall, found.judged) == (None, None, 12)
    assert found.lacking >= 48
    assert found.wanted == 12 + found.lacking


def test_estimates_follow_what_people_say(learned: Actor) -> None:
    matching.draw_sample(actor=learned)
    assert judge_all(learned) == measuring.SAMPLE
    perfect = matching.measured(actor=learned)
    assert perfect.precision is not None
    assert perfect.recall is not None
    assert (perfect.precision.value, perfect.recall.value) == (1.0, 1.0)
    assert perfect.precision.low < 1.0
    linked = Sampled.objects.filter(linked=True).order_by("-share_of")[0]
    matching.judge(actor=learned, sampled_id=linked.id, answer="apart")
    worse = matching.measured(actor=learned).precision
    assert worse is not None
    stratum = next(
        each
        for each in matching.measured(actor=learned).strata
        if each.linked and each.same == each.judged - 1
    )
    of_all = sum(each.pairs for each in perfect.strata if each.linked)
    assert worse.value == pytest.approx(1 - stratum.pairs / stratum.judged / of_all)


def test_unsure_counts_for_nothing_and_answers_can_be_taken_back(learned: Actor) -> None:
    matching.draw_sample(actor=learned)
    pair = matching.next_to_judge(actor=learned)
    assert pair is not None
    matching.judge(actor=learned, sampled_id=pair.id, answer="unsure")
    assert (matching.measured(actor=learned).judged, matching.measured(actor=learned).unsure) == (0, 1)
    assert not Decision.objects.exists()
    matching.judge(actor=learned, sampled_id=pair.id, answer="same")
    told = Decision.objects.get()
    assert (told.origin, told.answer, told.gesture, told.weight) == ("sample", "same", pair.id, pair.weight)
    matching.judge(actor=learned, sampled_id=pair.id, answer="")
    assert not Decision.objects.exists()
    assert matching.next_to_judge(actor=learned) == pair


def test_judging_moves_no_customer(learned: Actor) -> None:
    before = dict(NormalRecord.objects.values_list("record_id", "customer_id"))
    matching.draw_sample(actor=learned)
    judge_all(learned, wrong=10)
    assert matching.lesson(actor=learned).decisions == 0, "what measures does not teach"
    assert dict(NormalRecord.objects.values_list("record_id", "customer_id")) == before


def test_what_is_no_answer_or_no_pair_is_refused(learned: Actor) -> None:
    matching.draw_sample(actor=learned)
    pair = matching.next_to_judge(actor=learned)
    assert pair is not None
    with pytest.raises(InvalidInput):
        matching.judge(actor=learned, sampled_id=pair.id, answer="perhaps")
    with pytest.raises(NotFound):
        matching.judge(actor=learned, sampled_id=new_id(), answer="same")


def test_a_sample_of_other_thresholds_does_not_count(learned: Actor) -> None:
    matching.draw_sample(actor=learned)
    now = MatchingModel.objects.filter(house_id=learned.house, status="active")
    now.update(activated_at=utc_now())
    assert matching.measured(actor=learned).drawn == 0
    assert matching.next_to_judge(actor=learned) is None


def test_many_patterns_weigh_what_each_weighs(learned: Actor) -> None:
    model = active_model(learned.house)
    evidence = evidence_of(learned.house, model.id)
    assert evidence is not None
    codes = list(evidence.patterns)
    found = weights(np.array(codes, dtype=np.int64), model.model.parameters)
    assert len(codes) > 300
    assert [int(weight) for weight in found] == [model.model.weigh(levels_of(code)).weight for code in codes]


def test_decisions_against_the_model_would_change_sides(learned: Actor) -> None:
    assert matching.lesson(actor=learned) == matching.lesson(actor=learned)
    nothing = matching.lesson(actor=learned)
    assert (nothing.decisions, nothing.pairs) == (0, 0)
    weakest = list(Edge.objects.filter(kind="link", weight__gte=0).order_by("weight")[:200])
    for place, edge in enumerate(weakest * 3):
        Decision.objects.create(
            gesture=new_id(), place=place, house_id=learned.house, record_a=edge.record_a, record_b=edge.record_b,
            answer="apart", weight=edge.weight, origin="review", at=utc_now(), by="essai",
        )  # fmt: skip
    taught = matching.lesson(actor=learned)
    assert taught.decisions == 600
    assert taught.pairs > 0
    Decision.objects.update(taken_back_at=utc_now())
    assert matching.lesson(actor=learned).decisions == 0


def test_without_new_words_no_side_changes(learned: Actor) -> None:
    model = active_model(learned.house)
    evidence = evidence_of(learned.house, model.id)
    assert evidence is not None
    assert changed_sides(evidence, {}, model.model.parameters, model.link) == 0
