"""Many doubts at once, by a rule: what it would decide, deciding it as one gesture, and how far that has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import audit, fetch_one, new_id, utc_now
from habitue.ground.kernel.types import Actor, InvalidInput, NotFound
from habitue.know.identity.api.review import MAY, Card, cards_of
from habitue.know.identity.model_store import active_model
from habitue.know.identity.models import Decision
from habitue.know.identity.reviewing import queue, ruling
from habitue.know.identity.reviewing.at_work import APPLY_RULE, defer_rule
from habitue.know.identity.reviewing.doubts import Asked
from habitue.know.identity.rules.comparing.comparisons import COMPARISONS
from habitue.know.identity.rules.review import APART, SAME, Condition, Rule

__all__ = [
    "LEVELS",
    "Bulk",
    "Condition",
    "Preview",
    "Rule",
    "apply_rule",
    "bulk",
    "preview_rule",
]

SAMPLE = 10
HERE = 25
"""So few doubts are decided at once, while the person waits."""
LEVELS = {
    each.name: tuple(dict.fromkeys(["missing", *(code.partition(".")[0] for code in each.codes())]))
    for each in COMPARISONS
    if each.name != "source"
}
"""By comparison, the levels that a condition may name."""
WAITING, RUNNING, DONE, FAILED, TAKEN_BACK = "waiting", "running", "done", "failed", "taken_back"
_STATES = {"todo": WAITING, "doing": RUNNING, "failed": FAILED, "aborted": FAILED, "cancelled": FAILED}
_JOB = """
select status::text, (args->>'doubts')::int from procrastinate_jobs
where task_name = %s and args->>'gesture' = %s order by id desc limit 1
"""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would decide: so many `doubts` about so many `customers`; `left_out` fit and hang on others that do not,
    so that a person decides them; ten to look at, from the likeliest to the least likely; `whole`: all
    doubts were looked at.
    """

    doubts: int
    customers: int
    left_out: int
    sample: Sequence[Card]
    whole: bool


@dataclass(frozen=True, slots=True)
class Bulk:
    """A rule at work, or done: `state` is waiting, running, done, failed or taken_back; `decided` of `doubts`."""

    gesture: UUID
    state: str
    answer: str
    doubts: int
    decided: int


def preview_rule(*, actor: Actor, rule: Rule) -> Preview:
    """What a rule would decide now. Raises Forbidden without `customers.merge` and `customers.see`, InvalidInput for a rule
    without a condition or one that cannot be read.
    """
    asked = _asked(actor, rule)
    found = ruling.fitting(asked, rule)
    rows = sorted(found.rows, key=lambda row: -row.weight)
    step = max(1, -(-len(rows) // SAMPLE))
    sample = [queue.Cluster(row, row.pair()) for row in rows[::step]]
    customers = {customer for group in found.groups for customer in group}
    return Preview(len(rows), len(customers), found.left_out, cards_of(actor, sample), found.whole)


@transaction.atomic
def apply_rule(*, actor: Actor, rule: Rule) -> Bulk:
    """Decide all that a rule fits as one gesture, which `take_back` undoes: few at once, many as a job. Raises as
    `preview_rule`, and InvalidInput when there is nothing to decide.
    """
    asked = _asked(actor, rule)
    total = len(ruling.fitting(asked, rule).rows)
    if not total:
        raise InvalidInput(_("No doubt fits this rule any more."))
    gesture = new_id()
    audit(actor, "customers.rule_applied", str(gesture), {"answer": rule.answer, "doubts": total})
    if total > HERE:
        defer_rule(actor.house, rule, gesture, doubts=total, by=actor.label, staff=actor.staff)
        return Bulk(gesture, WAITING, rule.answer, total, 0)
    decided = sum(ruling.run(asked, rule, gesture, actor.label, actor.staff))
    return Bulk(gesture, DONE, rule.answer, total, decided)


def bulk(*, actor: Actor, gesture: UUID) -> Bulk:
    """How far a rule has come. Raises Forbidden without `customers.merge`, NotFound for a gesture that was no rule."""
    actor.require(MAY)
    given = Decision.objects.filter(house_id=actor.house, gesture=gesture, origin=ruling.RULE)
    decided, first = given.count(), given.first()
    job = fetch_one(_JOB, [APPLY_RULE, str(gesture)])
    if first is None and job is None:
        raise NotFound(_("There is no such decision."))
    answer = first.answer if first else ""
    if first and first.taken_back_at:
        return Bulk(gesture, TAKEN_BACK, answer, decided, decided)
    state = _STATES.get(job[0], DONE) if job else DONE
    return Bulk(gesture, state, answer, job[1] if job and state != DONE else decided, decided)


def _asked(actor: Actor, rule: Rule) -> Asked:
    actor.require(MAY)
    actor.require("customers.see")
    known = all(set(each.levels) <= set(LEVELS.get(each.comparison, ())) for each in rule.conditions)
    if not rule.conditions or not known or rule.answer not in (SAME, APART):
        raise InvalidInput(_("Say at least what the two records must have in common, or not."))
    return Asked(actor.house, active_model(actor.house).review, utc_now(), staff=actor.staff)
