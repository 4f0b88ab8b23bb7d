"""The review: what is asked first, what an answer does, and taking it back."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from habitue.ground.kernel.api import utc_now
from habitue.ground.kernel.types import Actor, Conflict, Forbidden, InvalidInput, NotFound
from habitue.know.identity.api import review
from habitue.know.identity.api.review import Filters
from habitue.know.identity.model_store import LINK
from habitue.know.identity.models import Decision, Verdict
from habitue.know.identity.rules.review import probability
from habitue.know.identity.tests.doubtful import STREET, doubt, id_of, people
from tests.fixtures import ActorOfRole
from tests.pipeline.way import partition, resolve, rows, source

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def steward(actor_of_role: ActorOfRole, system: Actor) -> Actor:
    """A steward in a house of six people: a-b-c hang together, d-e as well, f is alone."""
    people(system, ["a", "b", "c", "d"])
    people(system, ["e", "f"], "boutique", 4, cells=STREET)
    doubt(system, "caisse/a", "caisse/b", 100)
    doubt(system, "caisse/b", "caisse/c", 900)
    doubt(system, "caisse/d", "boutique/e", 1_500)
    return actor_of_role("steward")


def asked(actor: Actor, **filters: object) -> list[set[UUID]]:
    """The two customers of each card of the queue."""
    page = review.queue(actor=actor, filters=Filters(**filters))  # type: ignore[arg-type]
    return [{UUID(card.doubt.customer_a), UUID(card.doubt.customer_b)} for card in page.cards]


def decide(actor: Actor, one: str, other: str, answer: str) -> UUID:
    """Answer for the customers of two records."""
    return review.decide(actor=actor, customer_a=id_of(one), customer_b=id_of(other), answer=answer)


def test_what_is_nearest_to_even_odds_comes_first_and_what_hangs_together_is_one_card(
    steward: Actor,
) -> None:
    first, second = review.queue(actor=steward).cards
    a, b, c = (str(id_of(f"caisse/{key}")) for key in "abc")
    assert set(first.customers[:2]) == {a, b}
    assert first.customers[2:] == [c]
    assert (first.doubt.weight, first.doubt.probability) == (LINK - 100, probability(LINK - 100))
    assert [doubt.weight for doubt in first.doubts] == [LINK - 900]
    assert first.survivor == min(a, b)
    assert [record.key for record in first.records[c]] == ["c"]
    assert set(second.customers) == {str(id_of("caisse/d")), str(id_of("boutique/e"))}
    assert second.explained.parts


def test_several_edges_between_two_customers_are_one_doubt(steward: Actor) -> None:
    review.take_back(actor=steward, gesture=decide(steward, "caisse/d", "boutique/e", "same"))
    decide(steward, "caisse/a", "caisse/b", "same")
    doubt(steward, "caisse/a", "caisse/c", 700)
    assert asked(steward) == [
        {id_of("caisse/a"), id_of("caisse/c")},
        {id_of("caisse/d"), id_of("boutique/e")},
    ]
    assert review.count_doubts(actor=steward).doubts == 2


def test_pages_ask_every_doubt_once(steward: Actor) -> None:
    keys = [f"p{at:02}" for at in range(24)]
    people(steward, keys, "salon", 6)
    for one, other in zip(keys[::2], keys[1::2], strict=True):
        doubt(steward, f"salon/{one}", f"salon/{other}", 10 * int(one[1:]) + 5)
    seen, cursor = [], ""
    while True:
        page = review.queue(actor=steward, cursor=cursor, limit=3)
        seen += [card.doubt.weight for card in page.cards]
        if not (cursor := page.cursor):
            break
    assert len(seen) == len(set(seen)) == 12 + 3
    assert seen == sorted(seen, reverse=True)


def test_an_answer_of_one_person_merges_and_leaves_the_rest_in_question(steward: Actor) -> None:
    before = [id_of(f"caisse/{key}") for key in "abc"]
    gesture = decide(steward, "caisse/a", "caisse/b", "same")
    assert id_of("caisse/a") == id_of("caisse/b") == min(before[:2])
    (noted,) = Decision.objects.all()
    assert (noted.gesture, noted.answer, noted.weight, noted.origin) == (
        gesture,
        "same",
        LINK - 100,
        "review",
    )
    assert (noted.staff_id, noted.by) == (steward.staff, steward.label)
    assert Verdict.objects.get(gesture=gesture).kind == "same"
    (rest,) = review.left_of(actor=steward, customers=before)
    assert set(rest.customers) == {str(id_of("caisse/a")), str(id_of("caisse/c"))}


def test_an_answer_of_two_people_keeps_them_apart_for_ever(steward: Actor) -> None:
    decide(steward, "caisse/d", "boutique/e", "apart")
    assert {id_of("caisse/d"), id_of("boutique/e")} not in asked(steward)
    assert rows("select kind from identity_edge where weight = %s", LINK - 1_500) == [("told",)]
    assert review.left_of(actor=steward, customers=[id_of("caisse/d"), id_of("boutique/e")]) == []


@pytest.mark.parametrize("answer", ["same", "apart"])
def test_the_same_answer_twice_is_one_gesture(steward: Actor, answer: str) -> None:
    one, other = id_of("caisse/a"), id_of("caisse/b")
    given = [review.decide(actor=steward, customer_a=one, customer_b=other, answer=answer) for _ in range(2)]
    assert given[0] == given[1]
    assert Decision.objects.count() == 1


def test_a_colleague_s_contrary_answer_stands(steward: Actor, actor_of_role: ActorOfRole) -> None:
    one, other = id_of("caisse/a"), id_of("caisse/b")
    review.decide(actor=steward, customer_a=one, customer_b=other, answer="same")
    with pytest.raises(Conflict):
        review.decide(actor=steward, customer_a=one, customer_b=other, answer="apart")
    decide(steward, "caisse/d", "boutique/e", "apart")
    with pytest.raises(Conflict):
        decide(steward, "caisse/d", "boutique/e", "same")
    merged = review.decide(
        actor=steward,
        customer_a=id_of("caisse/d"),
        customer_b=id_of("boutique/e"),
        answer="same",
        origin="customer",
    )
    assert id_of("caisse/d") == id_of("boutique/e")
    assert Decision.objects.get(gesture=merged).origin == "customer"


@pytest.mark.parametrize("answer", ["same", "apart"])
def test_taking_back_leaves_everything_as_it_was(steward: Actor, answer: str) -> None:
    before = partition(), asked(steward), rows("select * from identity_edge order by 1, 2")
    gesture = decide(steward, "caisse/a", "caisse/b", answer)
    resolve()
    review.take_back(actor=steward, gesture=gesture)
    resolve()
    assert (partition(), asked(steward), rows("select * from identity_edge order by 1, 2")) == before
    assert Decision.objects.get().taken_back_at is not None
    with pytest.raises(NotFound):
        review.take_back(actor=steward, gesture=gesture)


def test_a_group_is_answered_at_once_and_taken_back_at_once(steward: Actor) -> None:
    group = [id_of(f"caisse/{key}") for key in "abc"]
    gesture = review.decide_all(actor=steward, customers=group, answer="same")
    assert len({id_of(f"caisse/{key}") for key in "abc"}) == 1
    assert sorted(Decision.objects.filter(gesture=gesture).values_list("place", "weight")) == [
        (0, LINK - 100),
        (1, LINK - 900),
    ]
    review.take_back(actor=steward, gesture=gesture)
    assert [id_of(f"caisse/{key}") for key in "abc"] == group
    review.decide_all(actor=steward, customers=group, answer="apart")
    assert asked(steward) == [{id_of("caisse/d"), id_of("boutique/e")}]


def test_what_is_put_aside_waits_until_tomorrow_and_for_nobody_else(
    steward: Actor, actor_of_role: ActorOfRole, system: Actor
) -> None:
    pair, now = {id_of("caisse/d"), id_of("boutique/e")}, utc_now()
    one, other = pair
    until = review.later(actor=steward, customer_a=one, customer_b=other, now=now)
    assert timedelta(hours=2) < until - now < timedelta(hours=30)
    assert pair not in asked(steward)
    assert pair in asked(system)
    assert asked(steward, aside=True) == [pair]
    assert review.progress(actor=steward, now=utc_now()).aside == 1
    review.later(actor=steward, customer_a=one, customer_b=other, now=now)
    review.now_after_all(actor=steward, customer_a=one, customer_b=other)
    assert pair in asked(steward)


def test_filters_narrow_the_queue_and_its_count(steward: Actor) -> None:
    till, shop = source(steward, "caisse"), source(steward, "boutique")
    across, inside = {id_of("caisse/d"), id_of("boutique/e")}, {id_of("caisse/a"), id_of("caisse/b")}
    assert asked(steward, sources=(shop,)) == [across]
    assert asked(steward, sources=(shop, till)) == [across]
    assert asked(steward, sources=(till, till)) == [inside]
    assert asked(steward, records=3) == []
    count = review.count_doubts(actor=steward, filters=Filters(sources=(till, till)))
    assert (count.doubts, count.exact) == (2, True)
    kinds = {kind: asked(steward, kind=kind) for kind in review.KINDS}
    assert kinds["identifier"] == []
    for kind, found in kinds.items():
        counted = review.count_doubts(actor=steward, filters=Filters(kind=kind))
        assert counted.exact
        assert counted.doubts >= len(found)


def test_the_day_s_progress_counts_hands_and_rules_apart(steward: Actor, system: Actor) -> None:
    decide(steward, "caisse/a", "caisse/b", "same")
    gone = decide(steward, "caisse/d", "boutique/e", "apart")
    review.take_back(actor=steward, gesture=gone)
    decide(system, "caisse/a", "caisse/c", "apart")
    found = review.progress(actor=steward, now=utc_now())
    assert (found.mine, found.all, found.by_rule, found.left.doubts, found.pace) == (1, 2, 0, 1, None)


def test_only_who_may_merge_reviews(steward: Actor, actor_of_role: ActorOfRole) -> None:
    associate = actor_of_role("associate")
    with pytest.raises(Forbidden):
        review.queue(actor=associate)
    with pytest.raises(Forbidden):
        decide(associate, "caisse/a", "caisse/b", "same")
    with pytest.raises(Forbidden):
        review.progress(actor=associate, now=utc_now())
    with pytest.raises(Forbidden):
        review.later(actor=associate, customer_a=uuid4(), customer_b=uuid4(), now=utc_now())


def test_what_cannot_be_read_is_refused(steward: Actor) -> None:
    with pytest.raises(InvalidInput):
        review.queue(actor=steward, cursor="1.2")
    with pytest.raises(InvalidInput):
        decide(steward, "caisse/a", "caisse/b", "perhaps")
    with pytest.raises(NotFound):
        review.decide(actor=steward, customer_a=uuid4(), customer_b=id_of("caisse/a"), answer="same")
