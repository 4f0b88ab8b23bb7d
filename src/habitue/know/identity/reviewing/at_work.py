"""A rule of the review that decides many doubts, as a job."""

from uuid import UUID

import msgspec
from procrastinate.contrib.django import app

from habitue.ground.kernel.api import utc_now
from habitue.know.identity.model_store import active_model
from habitue.know.identity.reviewing import ruling
from habitue.know.identity.reviewing.doubts import Asked
from habitue.know.identity.rules.review import Rule

APPLY_RULE = "identity.apply_rule"


@app.task(name=APPLY_RULE, queue="matching", retry=3)
def apply_rule(
    *, house_id: str, rule: dict[str, object], gesture: str, doubts: int, by: str, staff: str
) -> None:
    """Decide what the rule fits, part by part. Begun again after a failure, it decides what is left, as the same gesture."""
    house = UUID(house_id)
    asked = Asked(house, active_model(house).review, utc_now(), staff=UUID(staff) if staff else None)
    for _decided in ruling.run(asked, msgspec.convert(rule, Rule), UUID(gesture), by, asked.staff):
        pass


def defer_rule(house: UUID, rule: Rule, gesture: UUID, *, doubts: int, by: str, staff: UUID | None) -> None:
    """Queue a rule in the transaction of the caller; `doubts`: how many it is expected to decide."""
    app.configure_task(APPLY_RULE, queue="matching").defer(
        house_id=str(house),
        rule=msgspec.to_builtins(rule),
        gesture=str(gesture),
        doubts=doubts,
        by=by,
        staff=str(staff or ""),
    )
