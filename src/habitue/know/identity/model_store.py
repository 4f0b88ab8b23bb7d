"""The models of a house: kept, taken out, cached by every process."""

import zlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from habitue.know.identity.models import MatchingModel
from habitue.know.identity.rules.learning import Evidence, brought_up, unlearned
from habitue.know.identity.rules.model import Model, Parameters

ACTIVE, CANDIDATE, RETIRED = "active", "candidate", "retired"
LINK, REVIEW = -250, -2_500
"""Where thresholds begin: a little under even odds join, where a link missed and a wrong one weigh alike (measured:
`docs/algorithms/matching.md`); down to three in twenty, a person is asked."""
BELIEVED = UUID(int=0)


@dataclass(frozen=True, slots=True)
class HouseModel:
    """A version of the matching. `number` 0: the packaged beliefs of a house that has learned nothing yet."""

    id: UUID
    number: int
    status: str
    model: Model
    link: int
    review: int
    records: int
    decisions: int
    learned_at: datetime | None
    learned_by: str


_cache: dict[UUID, Model] = {}
_CACHED = 8


def active_model(house: UUID) -> HouseModel:
    """The version that decides in this house now."""
    row = _rows().filter(house_id=house, status=ACTIVE).first()
    return _view(row) if row else HouseModel(BELIEVED, 0, ACTIVE, _believed(), LINK, REVIEW, 0, 0, None, "")


def model_of(house: UUID, model_id: UUID) -> HouseModel | None:
    """A version by its id, None when the house has none such."""
    row = _rows().filter(house_id=house, id=model_id).first()
    return _view(row) if row else None


def evidence_of(house: UUID, model_id: UUID) -> Evidence | None:
    """What a version was learned from."""
    blob = (
        MatchingModel.objects.filter(house_id=house, id=model_id).values_list("evidence", flat=True).first()
    )
    return msgspec.msgpack.decode(zlib.decompress(blob), type=Evidence) if blob else None


def pack(value: Parameters | Evidence) -> bytes:
    """As the table keeps it."""
    return zlib.compress(msgspec.msgpack.encode(value), level=3)


def _rows() -> QuerySet[MatchingModel]:
    return MatchingModel.objects.defer("parameters", "evidence", "preview")


def _view(row: MatchingModel) -> HouseModel:
    return HouseModel(
        row.id, row.number, row.status, _loaded(row.id), row.link, row.review, row.records, row.decisions,
        row.learned_at, row.learned_by,
    )  # fmt: skip


def _loaded(model_id: UUID) -> Model:
    """A version's parameters never change, so a process reads them once."""
    if model_id not in _cache:
        if len(_cache) >= _CACHED:
            _cache.clear()
        blob = MatchingModel.objects.values_list("parameters", flat=True).get(id=model_id)
        parameters = msgspec.msgpack.decode(zlib.decompress(blob), type=Parameters)
        _cache[model_id] = Model(brought_up(parameters))
    return _cache[model_id]


def _believed() -> Model:
    if BELIEVED not in _cache:
        _cache[BELIEVED] = Model(unlearned())
    return _cache[BELIEVED]
