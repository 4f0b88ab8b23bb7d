"""Views of a house's matching: versions, weights, works, samples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share between 0 and 1, and the limits between which it lies 95 times in a hundred."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ModelView:
    """A version of the matching. `number` 0: the packaged beliefs of a house that has learned nothing yet.

    `link`, `review`: thresholds in thousandths of a bit. `moves`: how many lines the map of ids has, that activation made.
    """

    id: UUID
    number: int
    status: str
    link: int
    review: int
    records: int
    decisions: int
    learned_at: datetime | None
    learned_by: str
    activated_at: datetime | None = None
    moves: int = 0


@dataclass(frozen=True, slots=True)
class LevelView:
    """What a level of a comparison weighs against each other explanation (household, namesake, stranger)."""

    level: str
    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A comparison and its levels, most agreeing first. A level may come in bands by how common the value is, `same.0` being
    the commonest; `bands`: the comparison whose bands those are, '' without any.
    """

    comparison: str
    levels: Sequence[LevelView]
    bands: str = ""


@dataclass(frozen=True, slots=True)
class BandView:
    """How common values are taken: those that one record in `one_in` bears, or more, and some of them.

    `values` None: all others, too many to list.
    """

    comparison: str
    band: int
    one_in: int
    values: int | None
    examples: Sequence[str]


@dataclass(frozen=True, slots=True)
class InForce:
    """The version in force taken apart. `starts`: what a pair weighs before anything is compared, against each.

    `never`: (comparison, level) that no two records of one person have. `left_out`: letters of the keys that are too wide
    for this house. `stop`: by letter, how many keys too many records bear.
    """

    model: ModelView
    starts: Mapping[str, int]
    comparisons: Sequence[ComparisonView]
    bands: Sequence[BandView]
    never: Sequence[tuple[str, str]]
    left_out: Sequence[str]
    stop: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """What a preview found. `merges`: customers that would be one. `splits`: a customer, and its records by group."""

    merged: int
    split: int
    doubts: int
    doubts_now: int
    kept_share: float
    merges: Sequence[Sequence[str]]
    splits: Sequence[tuple[str, Sequence[Sequence[str]]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a matching of the whole house did. `learned`: the number of the version that it learned, 0 for none.

    `back`: the `version`, `link` and `review` that were in force before, empty when that was no version of the house.
    """

    merged: int
    split: int
    customers: int
    kept_share: float
    learned: int = 0
    back: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkView:
    """A slow work on the matching. `kind`: preview, learn, activate, replay; `state`: asked, running, done, failed.

    `model_id`: the version that it is about. `lasted`: how long the last of its kind took, in seconds, 0 when unknown.
    `change` is the result of a preview, `outcome` that of an activation or a replay. `stale`: what it was compared with
    is no longer in force.
    """

    kind: str
    state: str
    model_id: UUID
    number: int
    by: str
    at: datetime
    started: datetime | None
    ended: datetime | None
    lasted: float
    link: int
    review: int
    error: str
    change: Change | None = None
    outcome: Outcome | None = None
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that is going on: the work under way, the last preview of thresholds, the candidate with its preview, the
    last work that failed, the last activation and replay.
    """

    under_way: WorkView | None
    preview: WorkView | None
    candidate: ModelView | None
    candidate_preview: WorkView | None
    failed: WorkView | None
    activated: WorkView | None
    replayed: WorkView | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the model has not learned yet: how many decisions, and how many pairs would change side by them."""

    decisions: int
    pairs: int


@dataclass(frozen=True, slots=True)
class SampledPair:
    """A pair drawn to be judged; `answer` is '' until then, or same, apart, unsure."""

    id: UUID
    record_a: UUID
    record_b: UUID
    weight: int
    linked: bool
    answer: str


@dataclass(frozen=True, slots=True)
class StratumView:
    """Pairs of one kind: linked or not, weighing from `low` (None: anything below) to `high` (None: anything above).

    `pairs` of the house that they stand for, how many were `drawn`, `judged`, and `same`.
    """

    linked: bool
    low: int | None
    high: int | None
    pairs: int
    drawn: int
    judged: int
    same: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Precision and recall as people's judgements have them. `lacking`: pairs still to judge before they mean anything.

    `drawn`, `judged`, `unsure`: of the sample of the version in force, `since` when it was drawn; `wanted`: pairs that an
    estimate needs.
    """

    precision: Estimate | None
    recall: Estimate | None
    drawn: int
    judged: int
    unsure: int
    lacking: int
    wanted: int
    since: datetime | None
    strata: Sequence[StratumView]
