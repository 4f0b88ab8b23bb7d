"""The slow works on a house's matching: asked for by a person, done by a job, and kept with the version concerned.

A version's row holds its works as JSON, one of each kind. What a work changes and its result are written in one transaction.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import structlog
from django.db import InterfaceError, OperationalError, transaction

from habitue.ground.kernel.api import fetch_one, holding_lock, new_id, utc_now
from habitue.know.identity import model_store
from habitue.know.identity.bulk import house as bulk
from habitue.know.identity.models import MatchingModel
from habitue.know.identity.rules.assignment import Assignment

logger = structlog.get_logger(__name__)

PREVIEW, LEARN, ACTIVATE, REPLAY = "preview", "learn", "activate", "replay"
ASKED, RUNNING, DONE, FAILED = "asked", "running", "done", "failed"
KEPT = 5
"""Versions of a house that are kept besides the one in force and a candidate."""


class Work(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A work: who asked for it and when, with which thresholds, where it is, what came of it.

    `lasted`: seconds that the last work of this kind took in this house, 0 when there was none. `error`: the kind of error
    that ended it.
    """

    kind: str
    state: str
    by: str
    at: datetime
    link: int = 0
    review: int = 0
    started: datetime | None = None
    ended: datetime | None = None
    lasted: float = 0.0
    result: dict[str, Any] = msgspec.field(default_factory=dict)
    error: str = ""

    @property
    def under_way(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (ASKED, RUNNING)

    @property
    def seconds(self) -> float:
        """How long it took; 0 when it has not ended."""
        return (self.ended - self.started).total_seconds() if self.started and self.ended else 0.0


Works = dict[str, Work]


def works_in(text: str) -> Works:
    """The works that a row holds."""
    return msgspec.json.decode(text, type=Works) if text else {}


def row_in_force(house: UUID) -> MatchingModel:
    """The row of the version in force; a house that goes by the packaged beliefs gets one for them, of number 0."""
    model = model_store.active_model(house)
    if model.id != model_store.BELIEVED:
        return MatchingModel.objects.defer("parameters", "evidence").get(id=model.id)
    now = utc_now()
    return MatchingModel.objects.create(
        id=new_id(),
        house_id=house,
        number=0,
        status=model_store.ACTIVE,
        parameters=model_store.pack(model.model.parameters),
        link=model.link,
        review=model.review,
        records=0,
        decisions=0,
        learned_at=now,
        learned_by="",
        activated_at=now,
    )


def ask(row: MatchingModel, work: Work) -> None:
    """Keep a work that a job will do."""
    _write(row.id, work)


def forget(row_id: UUID, kind: str) -> None:
    """Put a work away with its result."""
    _change(row_id, lambda works: {name: work for name, work in works.items() if name != kind})


def under_way(house: UUID) -> tuple[UUID, Work] | None:
    """The work that waits or runs in this house, with the version concerned."""
    for row_id, text in _texts(house):
        for work in works_in(text).values():
            if work.under_way:
                return row_id, work
    return None


def unfinished() -> list[tuple[UUID, str]]:
    """Every version and kind of work that should be at work, in every house."""
    rows = MatchingModel.objects.exclude(preview="").values_list("id", "preview")
    return [(id_, work.kind) for id_, text in rows for work in works_in(text).values() if work.under_way]


def last_seconds(house: UUID, kind: str) -> float:
    """How long the house's last work of this kind took; 0 when there was none."""
    works = [works_in(text).get(kind) for _, text in _texts(house)]
    ended = [(work.ended, work.seconds) for work in works if work and work.ended]
    return max(ended)[1] if ended else 0.0


def perform(row_id: UUID, kind: str) -> bool:
    """Do a work that was asked for; False when another process has it in hand. Raises what the program itself did wrong."""
    with holding_lock(f"matching {row_id} {kind}") as held:
        if held:
            _perform(row_id, kind)
    return held


def _perform(row_id: UUID, kind: str) -> None:
    row = MatchingModel.objects.defer("parameters", "evidence").filter(id=row_id).first()
    work = works_in(row.preview).get(kind) if row else None
    if row is None or work is None or not work.under_way:
        return
    work = msgspec.structs.replace(work, state=RUNNING, started=utc_now())
    _write(row_id, work)
    try:
        with transaction.atomic():
            target, result = _DOES[kind](row, work)
            _write(target, msgspec.structs.replace(work, state=DONE, ended=utc_now(), result=result))
            if target != row_id:
                forget(row_id, kind)
    except (OperationalError, InterfaceError):
        raise  # the database went away: the work is taken up again when it is back
    except Exception as error:
        _write(
            row_id, msgspec.structs.replace(work, state=FAILED, ended=utc_now(), error=type(error).__name__)
        )
        logger.error("matching.failed", kind=kind, version=str(row_id), error=type(error).__name__)
        raise


def _preview(row: MatchingModel, work: Work) -> tuple[UUID, dict[str, Any]]:
    found = bulk.preview(row.house_id, link=work.link, review=work.review, model_id=row.id)
    return row.id, msgspec.to_builtins(found)


def _learn(row: MatchingModel, work: Work) -> tuple[UUID, dict[str, Any]]:
    """Learn a candidate, in place of an older one, and preview it at once: nobody wants the one without the other."""
    house = row.house_id
    MatchingModel.objects.filter(house_id=house, status=model_store.CANDIDATE).delete()
    _forget_old(house)
    candidate = MatchingModel.objects.get(id=bulk.learn_candidate(house, work.by))
    seen = Work(
        kind=PREVIEW, state=DONE, by=work.by, at=work.at, link=candidate.link, review=candidate.review, started=utc_now()
    )  # fmt: skip
    _, found = _preview(candidate, seen)
    _write(candidate.id, msgspec.structs.replace(seen, ended=utc_now(), result=found))
    return row.id, {"number": candidate.number}


def _activate(row: MatchingModel, work: Work) -> tuple[UUID, dict[str, Any]]:
    before, was = _customers(row.house_id), model_store.active_model(row.house_id)
    found = bulk.activate(row.house_id, link=work.link, review=work.review, by=work.by, model_id=row.id)
    back = {"version": str(was.id), "link": was.link, "review": was.review} if was.number else {}
    return model_store.active_model(row.house_id).id, {**_outcome(found, before), "back": back}


def _replay(row: MatchingModel, work: Work) -> tuple[UUID, dict[str, Any]]:
    before = _customers(row.house_id)
    found = bulk.match_house(row.house_id, work.by)
    now = model_store.active_model(row.house_id)
    learned = now.number if now.number != row.number else 0
    return now.id, {**_outcome(found, before), "learned": learned}


_DOES: Mapping[str, Callable[[MatchingModel, Work], tuple[UUID, dict[str, Any]]]] = {
    PREVIEW: _preview,
    LEARN: _learn,
    ACTIVATE: _activate,
    REPLAY: _replay,
}
"""What each kind does; returns the version that keeps the result, and the result."""


def _outcome(found: Assignment, before: int) -> dict[str, Any]:
    """What a matching of the whole house did to its customers, with the map of ids that changed: (old, new, how)."""
    moves = [(old, new, "merged") for old, new in sorted(found.merged.items())]
    moves += [(old, new, "split") for old, parts in sorted(found.parts.items()) for new in sorted(set(parts))]
    counts = Counter(how for _, _, how in moves)
    gone = len(found.merged)
    return {
        "merged": counts["merged"],
        "split": len(found.parts),
        "customers": before,
        "kept_share": 1 - gone / before if before else 1.0,
        "map": moves,
    }


def _customers(house: UUID) -> int:
    row = fetch_one("select count(distinct customer_id) from identity_record where house_id = %s", [house])
    return int(row[0]) if row else 0


def _forget_old(house: UUID) -> None:
    retired = MatchingModel.objects.filter(house_id=house, status=model_store.RETIRED).order_by("-number")
    MatchingModel.objects.filter(id__in=list(retired.values_list("id", flat=True)[KEPT:])).delete()


def _texts(house: UUID) -> list[tuple[UUID, str]]:
    rows = MatchingModel.objects.filter(house_id=house).exclude(preview="").order_by("-number")
    return list(rows.values_list("id", "preview"))


def _write(row_id: UUID, work: Work) -> None:
    _change(row_id, lambda works: {**works, work.kind: work})


@transaction.atomic
def _change(row_id: UUID, how: Callable[[Works], Works]) -> None:
    text = MatchingModel.objects.select_for_update().values_list("preview", flat=True).get(id=row_id)
    MatchingModel.objects.filter(id=row_id).update(preview=msgspec.json.encode(how(works_in(text))).decode())
