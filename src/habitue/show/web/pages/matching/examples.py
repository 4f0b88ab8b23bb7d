"""Examples of what a change would merge or split: side by side, with the reason for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habitue.ground.kernel.types import Actor
from habitue.know.collect.api import source_names
from habitue.know.identity.api import StoredRecord, records_of
from habitue.know.identity.api.closest import closest, records_by_id
from habitue.know.identity.api.explain import Explained
from habitue.know.identity.types.matching import Change, WorkView
from habitue.know.identity.wording import matching as said
from habitue.show.web.pages.customers.card import value_of
from habitue.show.web.pages.customers.words import field_names
from habitue.show.web.pages.matching import words
from habitue.show.web.ui.types import CompareCell, CompareColumn, CompareRow, Part, Why

FIELDS = ("name", "birth_date", "email", "mobile", "landline", "card", "address")
_COLUMNS = 4
"""Groups set side by side; more do not fit a screen."""

Group = Sequence[StoredRecord]


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its kind (merge, split), its place among those kept, the comparison, why, and its neighbours."""

    kind: str
    title: str
    at: int
    of: int
    columns: Sequence[CompareColumn]
    rows: Sequence[CompareRow]
    why: Why | None
    previous: str
    next: str
    kinds: Sequence[dict[str, Any]]


def example(actor: Actor, seen: WorkView, kind: str, at: int) -> Example | None:
    """The example that is asked for, or the first there is; None when nothing would change."""
    change = seen.change
    if change is None or not (change.merges or change.splits):
        return None
    kind = kind if (change.merges if kind == "merge" else kind and change.splits) else _first(change)
    found: Sequence[Any] = change.merges if kind == "merge" else change.splits
    at = min(at, len(found) - 1)
    groups = _merged(found[at]) if kind == "merge" else _split(found[at])
    columns, rows = sides(actor, groups)
    return Example(
        kind,
        _title(kind, len(groups)),
        at + 1,
        len(found),
        columns,
        rows,
        why(actor, groups, seen.model_id),
        _url(kind, at - 1) if at else "",
        _url(kind, at + 1) if at + 1 < len(found) else "",
        _kinds(change, kind),
    )


def sides(actor: Actor, groups: Sequence[Group]) -> tuple[list[CompareColumn], list[CompareRow]]:
    """Groups of records side by side, each as one: their distinct values, marked where they differ from the first."""
    shown = [group for group in groups if group][:_COLUMNS]
    names = source_names(house_id=actor.house)
    columns = [_column(group, names) for group in shown]
    rows = [_row(shown, field) for field in FIELDS]
    return columns, [row for row in rows if any(cell.text for cell in row.cells)]


def pair_sides(actor: Actor, one: UUID, other: UUID) -> tuple[list[CompareColumn], list[CompareRow]]:
    """Two records side by side; one that is gone is left out."""
    found = {record.record_id: record for record in records_by_id(actor=actor, records=[one, other])}
    return sides(actor, [[found[str(id_)]] for id_ in (one, other) if str(id_) in found])


def why(actor: Actor, groups: Sequence[Group], model_id: UUID | None = None) -> Why | None:
    """What their strongest pair says, under a version, and what contradicts it elsewhere among their records."""
    ids = [[record.record_id for record in group] for group in groups]
    found = closest(actor=actor, groups=ids, model_id=model_id)
    if found is None:
        return None
    best, worst = found.best, found.worst
    start = Part(_("Before anything is compared"), said.other_label(best.other), words.bits(best.start))
    proof = _("%(bits)s in all, against %(other)s.") % {
        "bits": words.bits(best.weight),
        "other": said.other_label(best.other),
    }
    title = _("Their closest records: %(chance)s one person") % {"chance": words.chance(best.weight)}
    return Why(title, said.sentence(best), [start, *_parts(best)], " ".join([proof, *_contradiction(worst)]))


def _parts(found: Explained) -> list[Part]:
    return [
        Part(
            said.comparison_label(part.comparison),
            said.level_label(part.comparison, part.level),
            words.bits(part.weight),
        )
        for part in found.parts
    ]


def _contradiction(worst: Explained | None) -> list[str]:
    """What speaks against it between two other records, strongest first."""
    against = (
        sorted((part for part in worst.parts if part.weight <= -1_000), key=lambda part: part.weight)
        if worst
        else []
    )
    if not against:
        return []
    found = ", ".join(said.level_label(part.comparison, part.level.partition(".")[0]) for part in against[:3])
    return [_("But two others of their records contradict it: %(found)s.") % {"found": found}]


def _first(change: Change) -> str:
    return "merge" if change.merges else "split"


def _merged(customers: Sequence[str]) -> list[Group]:
    of: dict[str, list[StoredRecord]] = {}
    for record in records_of(customers=list(customers)):
        of.setdefault(record.customer_id, []).append(record)
    return list(of.values())


def _split(found: tuple[str, Sequence[Sequence[str]]]) -> list[Group]:
    customer, parts = found
    known = {record.record_id: record for record in records_of(customers=[customer])}
    groups = [[known[record] for record in part if record in known] for part in parts]
    return [group for group in groups if group]


def _title(kind: str, groups: int) -> str:
    text = (
        ngettext(
            "Records of this %(n)s customer would come together",
            "Records of these %(n)s customers would come together",
            groups,
        )
        if kind == "merge"
        else ngettext(
            "This customer would be %(n)s person", "This customer would be %(n)s different people", groups
        )
    )
    return text % {"n": words.number(groups)}


def _column(group: Group, names: dict[UUID, str]) -> CompareColumn:
    first = group[0]
    name = next(filter(None, (value_of(record, "name") for record in group)), _("No name"))
    sources = dict.fromkeys(names.get(UUID(record.source_id), "") for record in group)
    count = ngettext("%(n)s record", "%(n)s records", len(group)) % {"n": words.number(len(group))}
    return CompareColumn(first.record_id, name, f"{count}, {', '.join(filter(None, sources))}")


def _row(groups: Sequence[Group], field: str) -> CompareRow:
    values = [", ".join(_values(group, field)) for group in groups]
    known = {value.casefold() for value in values if value}
    first = next(filter(None, values), "")
    cells = [CompareCell(value, "" if value == first else first) for value in values]
    return CompareRow(field_names()[field], cells, same=len(known) < 2)


def _values(group: Group, field: str) -> list[str]:
    """Distinct as people read them: two spellings that differ in capitals alone are one."""
    found = {text.casefold(): text for record in group if (text := value_of(record, field))}
    return list(found.values())


def _kinds(change: Change, current: str) -> list[dict[str, Any]]:
    """Both kinds of examples, to change between."""
    labels = (("merge", _("Merges"), len(change.merges)), ("split", _("Splits"), len(change.splits)))
    return [
        {"label": label, "url": _url(kind, 0), "current": kind == current}
        for kind, label, count in labels
        if count
    ]


def _url(kind: str, at: int) -> str:
    return f"{reverse('matching')}?show={kind}&at={at}#example"
