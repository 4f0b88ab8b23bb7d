"""Rules of the review: what they would decide, deciding it, and taking all of it back."""

import json
from itertools import pairwise
from uuid import uuid4

import pytest

from habitue.ground.kernel.types import Actor, Forbidden, InvalidInput, NotFound
from habitue.know.identity.api import review, review_rules
from habitue.know.identity.api.review_rules import Condition, Rule
from habitue.know.identity.model_store import LINK
from habitue.know.identity.models import Decision, Verdict
from habitue.know.identity.reviewing.at_work import APPLY_RULE, apply_rule
from habitue.know.identity.rules.review import probability
from habitue.know.identity.tests.doubtful import STREET, doubt, id_of, people
from tests.fixtures import ActorOfRole
from tests.pipeline.way import one, partition, resolve, rows

pytestmark = pytest.mark.django_db(transaction=True)

HOUSEHOLD = (Condition("first", ("other",)), Condition("address", ("same",)))
LEAST = probability(LINK - 1_500)
APART, SAME = (Rule(HOUSEHOLD, LEAST, 1.0, answer) for answer in ("apart", "same"))


@pytest.fixture
def steward(actor_of_role: ActorOfRole, system: Actor) -> Actor:
    """A steward; a-b and c-d at one address, e-f-g a chain there, h-i at none, j-k too unlikely."""
    people(system, list("abcdefg"), cells=STREET)
    people(system, list("hi"), "salon", 7)
    people(system, list("jk"), "boutique", 9, cells=STREET)
    for pair, weight in (("ab", 100), ("cd", 300), ("ef", 500), ("fg", 600)):
        doubt(system, f"caisse/{pair[0]}", f"caisse/{pair[1]}", weight)
    doubt(system, "salon/h", "salon/i", 200)
    doubt(system, "boutique/j", "boutique/k", 1_900)
    return actor_of_role("steward")


def everything() -> tuple[object, ...]:
    """What a bulk decision may change."""
    return partition(), rows("select record_a, record_b, kind, weight from identity_edge order by 1, 2")


def test_a_preview_counts_and_changes_nothing(steward: Actor) -> None:
    before = everything()
    apart = review_rules.preview_rule(actor=steward, rule=APART)
    same = review_rules.preview_rule(actor=steward, rule=SAME)
    assert (apart.doubts, apart.customers, apart.left_out, apart.whole) == (4, 7, 0, True)
    assert (same.doubts, same.customers, same.left_out) == (2, 4, 2)
    assert [LINK - card.doubt.weight for card in apart.sample] == [100, 300, 500, 600]
    assert everything() == before


def test_few_are_decided_at_once_as_one_gesture(steward: Actor) -> None:
    before = everything()
    done = review_rules.apply_rule(actor=steward, rule=APART)
    assert (done.state, done.doubts, done.decided) == ("done", 4, 4)
    assert set(Verdict.objects.filter(gesture=done.gesture).values_list("kind", flat=True)) == {"apart"}
    noted = Decision.objects.filter(gesture=done.gesture).order_by("place")
    assert [(each.place, each.origin, each.answer) for each in noted] == [
        (place, "rule", "apart") for place in range(4)
    ]
    assert len(review.queue(actor=steward).cards) == 2
    review.take_back(actor=steward, gesture=done.gesture)
    assert everything() == before
    assert review_rules.bulk(actor=steward, gesture=done.gesture).state == "taken_back"


def test_a_rule_that_merges_leaves_chains_to_people(steward: Actor) -> None:
    done = review_rules.apply_rule(actor=steward, rule=SAME)
    resolve()
    assert id_of("caisse/a") == id_of("caisse/b")
    assert id_of("caisse/c") == id_of("caisse/d")
    assert len({id_of(f"caisse/{key}") for key in "efg"}) == 3
    review.take_back(actor=steward, gesture=done.gesture)
    resolve()
    assert all(id_of(f"caisse/{x}") != id_of(f"caisse/{y}") for x, y in pairwise("abcdefg"))


def test_many_are_a_job_that_tells_how_far_it_has_come(steward: Actor) -> None:
    keys = [f"p{at:02}" for at in range(60)]
    people(steward, keys, "grand", 11)
    for x, y in zip(keys[::2], keys[1::2], strict=True):
        doubt(steward, f"grand/{x}", f"grand/{y}", 400)
    before = everything()
    elsewhere = Rule((Condition("first", ("other",)), Condition("address", ("missing",))), 0.0, 1.0, "apart")
    asked = review_rules.apply_rule(actor=steward, rule=elsewhere)
    assert (asked.state, asked.doubts, asked.decided) == ("waiting", 31, 0)
    assert everything() == before
    args = json.loads(one("select args::text from procrastinate_jobs where task_name = %s", APPLY_RULE))
    apply_rule(**args)
    assert review_rules.bulk(actor=steward, gesture=asked.gesture).decided == 31
    apply_rule(**args)  # again, as after a crash: what is left is nothing
    assert Decision.objects.filter(gesture=asked.gesture).count() == 31
    assert review.count_doubts(actor=steward).doubts == 5
    review.take_back(actor=steward, gesture=asked.gesture)
    assert everything() == before


def test_rules_that_say_nothing_or_the_impossible_are_refused(
    steward: Actor, actor_of_role: ActorOfRole
) -> None:
    for conditions in ((), (Condition("first", ("perhaps",)),), (Condition("shoes", ("same",)),)):
        with pytest.raises(InvalidInput):
            review_rules.preview_rule(actor=steward, rule=Rule(conditions, 0.0, 1.0, "same"))
    with pytest.raises(InvalidInput):
        review_rules.apply_rule(actor=steward, rule=Rule(HOUSEHOLD, 0.99, 1.0, "same"))
    with pytest.raises(Forbidden):
        review_rules.preview_rule(actor=actor_of_role("associate"), rule=APART)
    with pytest.raises(NotFound):
        review_rules.bulk(actor=steward, gesture=uuid4())
