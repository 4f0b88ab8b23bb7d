"""The proposal: which column feeds which field, from headers and values together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC

from habitue.know.collect.rules.instants import parse_instant
from habitue.know.collect.rules.mapping import values
from habitue.know.collect.rules.mapping.headers import meanings, words
from habitue.know.collect.rules.mapping.platforms import Platform, recognise
from habitue.know.collect.rules.mapping.values import Profile, fit, profile
from habitue.know.collect.types import MANY, ColumnMapping, Field, Mapping

F = Field
_DATES = (F.BIRTH_DATE, F.CHANGED_AT, F.CREATED_AT)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field that a column may feed."""

    column: int
    field: F
    confidence: float
    why: str


def propose(
    columns: Sequence[str], samples: Sequence[Sequence[str]], *, known: Mapping | None = None
) -> Mapping:
    """The mapping of a file from its column names and some of its rows (a few hundred are plenty).

    Columns that `known` (the mapping saved with the source) already maps keep their field.
    """
    profiles = [profile([row[index] for row in samples if index < len(row)]) for index in range(len(columns))]
    platform = recognise(columns)
    candidates: list[Candidate] = []
    postcodes = {index for index, seen in enumerate(profiles) if seen.share("postcode") >= 0.6}
    for index, column in enumerate(columns):
        kept = known.field_of(column) if known else None
        if kept is not None:
            candidates.append(Candidate(index, kept, 1.0, "why.known"))
        else:
            near = not postcodes.isdisjoint((index - 1, index + 1))
            candidates.extend(_candidates(index, column, profiles[index], platform, near))
    chosen = _settle(candidates, len(columns))
    _whole_names(chosen, profiles)
    _order_moments(chosen, samples)
    mapped = tuple(
        ColumnMapping(
            column, chosen[index].field, round(chosen[index].confidence, 2), chosen[index].why, seen.samples
        )
        for index, (column, seen) in enumerate(zip(columns, profiles, strict=True))
    )
    mapped, key = _key(mapped, profiles, known)
    dates = [
        [row[i] for row in samples if i < len(row)] for i, each in enumerate(mapped) if each.field in _DATES
    ]
    order = known.date_order if known and not dates else values.date_order(dates)
    return Mapping(mapped, key, order, known.version if known else 1, platform.name if platform else None)


def _candidates(
    index: int, column: str, seen: Profile, platform: Platform | None, near_postcode: bool
) -> Iterable[Candidate]:
    """Everything that a column may be, by its platform, its header, its values and its neighbours."""
    field = platform.fields.get(words(column)) if platform else None
    if field and (field in MANY or fit(field, seen) >= 0.3):
        return [Candidate(index, field, 0.98, "why.platform"), *_by_values(index, seen, 0.5)]
    fields, sure, why = meanings(column)
    found = [
        Candidate(
            index, field, _weigh(field, sure - 0.03 * rank, seen), why if seen.size else "why.header_only"
        )
        for rank, field in enumerate(fields)
        if field in MANY or fit(field, seen) >= 0.4
    ]
    if found:
        return [*found, *(_spill(each, seen) for each in found if each.field not in MANY)]
    found = _by_values(index, seen, 0.8, "why.values_against_header" if fields else "why.values")
    if near_postcode and seen.share("letters") >= 0.8:
        towns = [replace(each, confidence=each.confidence + 0.15) for each in found if each.field is F.TOWN]
        found += towns or [Candidate(index, F.TOWN, 0.5, "why.values")]
    return found


def _weigh(field: F, sure: float, seen: Profile) -> float:
    """How sure a header is once its values have been looked at."""
    if field in MANY or not seen.size:
        return sure * 0.9
    suits = fit(field, seen)
    return min(sure + 0.04 * suits, 0.99) * (0.4 + 0.6 * suits) * (0.6 + 0.4 * (seen.filled > 0))


def _spill(each: Candidate, seen: Profile) -> Candidate:
    """Where a column goes when a better one has its field: the second phone by its kind, the second line of address."""
    field = {F.ADDRESS1: F.ADDRESS2, F.ADDRESS2: F.ADDRESS3}.get(each.field, F.EXTRA)
    if each.field in (F.PHONE, F.MOBILE, F.LANDLINE) and seen.size:
        field = F.MOBILE if seen.share("mobile") >= seen.share("landline") else F.LANDLINE
        field = F.PHONE if field is each.field else field
    return Candidate(each.column, field, each.confidence * 0.7, each.why)


def _by_values(index: int, seen: Profile, scale: float, why: str = "why.values") -> list[Candidate]:
    """What a column may be by its values alone, the telling kinds first."""
    if seen.size < 3:
        return []
    share = seen.share
    found: list[tuple[F, float]] = []
    if share("email") >= 0.6:
        found.append((F.EMAIL, share("email")))
    elif share("phone") >= 0.6:
        found.append((_phone_field(seen), share("phone")))
        found.append((F.MOBILE if share("mobile") > 0.5 else F.LANDLINE, share("phone") * 0.8))
        found.append((F.PHONE, share("phone") * 0.7))
    elif share("date") >= 0.7:
        found += _date_fields(seen)
    else:
        found += _word_fields(seen)
    # Of two columns that look the same, the one that is filled more is the one that is used.
    scale *= 0.8 + 0.2 * seen.filled
    return [Candidate(index, field, scale * sure, why) for field, sure in found]


def _phone_field(seen: Profile) -> F:
    """Mobile or landline when nearly all numbers are, else phone."""
    if seen.share("mobile") >= 0.9 * seen.share("phone"):
        return F.MOBILE
    return F.LANDLINE if seen.share("landline") >= 0.9 * seen.share("phone") else F.PHONE


def _date_fields(seen: Profile) -> list[tuple[F, float]]:
    if seen.share("clock") > 0.5:
        return [(F.CHANGED_AT, 0.6), (F.CREATED_AT, 0.5)]
    if seen.share("birth") >= 0.8 * seen.share("date"):
        return [(F.BIRTH_DATE, 0.9 * seen.share("date"))]
    return [(F.CREATED_AT, 0.55)]


def _word_fields(seen: Profile) -> list[tuple[F, float]]:
    """Fields of text and numbers. The order of the tests matters: the narrow ones come before the wide ones."""
    share = seen.share
    found: list[tuple[F, float]] = []
    if share("civility") >= 0.8 and share("letters") >= 0.8:
        return [(F.CIVILITY, share("civility"))]
    if share("truth") >= 0.95:
        return []
    if share("language") >= 0.9 and share("country") < share("language"):
        return [(F.LANGUAGE, share("language"))]
    if share("country") >= 0.8 and seen.share("letters") >= 0.8:
        return [(F.COUNTRY, 0.9 * share("country"))]
    # Five digits that never repeat and are always there are numbers of records, not places.
    if share("postcode") >= 0.8 and (seen.distinct < 0.98 or seen.filled < 0.95 or seen.size < 40):
        return [(F.POSTCODE, 0.95 * share("postcode"))]
    if share("code") >= 0.9 and seen.distinct >= 0.95:
        return _number_fields(seen)
    if share("full_address") >= 0.4:
        return [(F.ADDRESS_FULL, 0.9)]
    if share("complement") >= 0.5:
        return [(F.ADDRESS2, 0.8), (F.ADDRESS3, 0.5)]
    if share("street") >= 0.4:
        return [(F.ADDRESS1, 0.9), (F.ADDRESS2, 0.6)]
    if share("letters") < 0.7 or share("truth") >= 0.8:
        return found
    if share("town") >= 0.25 and share("town") > share("last_name"):
        found.append((F.TOWN, 0.6 + 0.3 * share("town")))
    if share("several_words") >= 0.7 and share("full_name") >= 0.4:
        found.append((F.FULL_NAME, 0.6 + 0.3 * share("full_name")))
    elif share("first_name") >= 0.35 and share("first_name") > share("last_name"):
        found.append((F.FIRST_NAME, 0.6 + 0.3 * share("first_name")))
    elif share("last_name") >= 0.08 and seen.distinct > 0.3:
        found.append((F.LAST_NAME, 0.6 + 0.3 * share("last_name")))
    return found


def _number_fields(seen: Profile) -> list[tuple[F, float]]:
    """What a column of numbers that do not repeat may be: a card by its check digit or its gaps, else a record's id."""
    if seen.share("ean") >= 0.8:
        return [(F.CARD, 0.9), (F.KEY, 0.6)]
    if seen.filled >= 0.99 and seen.distinct >= 0.99:
        return [(F.KEY, 0.8), (F.CARD, 0.5)]
    return [(F.CARD, 0.7)] if seen.share("card") >= 0.9 and seen.lengths <= 2 else []


def _settle(candidates: Iterable[Candidate], size: int) -> list[Candidate]:
    """One candidate for each column, one column for each field; who finds no field left is kept as extra."""
    chosen: dict[int, Candidate] = {}
    taken: set[F] = set()
    for each in sorted(candidates, key=lambda each: (-each.confidence, each.column)):
        if each.column in chosen or each.field in taken:
            continue
        chosen[each.column] = each
        if each.field not in MANY:
            taken.add(each.field)
    return [chosen.get(index) or Candidate(index, F.EXTRA, 0.3, "why.nothing") for index in range(size)]


def _whole_names(chosen: list[Candidate], profiles: Sequence[Profile]) -> None:
    """A lone `Nom` that holds first names too is the full name; a lone `Adresse` with postcodes, the full address."""
    fields = {each.field: each.column for each in chosen}
    if F.LAST_NAME in fields and F.FIRST_NAME not in fields and F.FULL_NAME not in fields:
        seen = profiles[fields[F.LAST_NAME]]
        if seen.share("several_words") >= 0.6 and seen.share("full_name") >= 0.3:
            _change(chosen, fields[F.LAST_NAME], F.FULL_NAME)
    line = fields.get(F.ADDRESS1)
    if line is not None and F.ADDRESS_FULL not in fields and profiles[line].share("full_address") >= 0.4:
        _change(chosen, line, F.ADDRESS_FULL)


def _order_moments(chosen: list[Candidate], samples: Sequence[Sequence[str]]) -> None:
    """Of two moments that only their values tell, the later one is the change."""
    fields = {each.field: each.column for each in chosen if each.why == "why.values"}
    created, changed = fields.get(F.CREATED_AT), fields.get(F.CHANGED_AT)
    if created is None or changed is None:
        return
    order = values.date_order([[row[at] for row in samples if at < len(row)] for at in (created, changed)])
    balance = 0
    for row in samples:
        if max(created, changed) < len(row):
            first, second = (parse_instant(row[at], order, UTC) for at in (created, changed))
            balance += 0 if not first or not second or first == second else 1 if first < second else -1
    if balance < 0:
        _change(chosen, created, F.CHANGED_AT)
        _change(chosen, changed, F.CREATED_AT)


def _change(chosen: list[Candidate], column: int, field: F) -> None:
    chosen[column] = replace(chosen[column], field=field, why="why.values")


def _key(
    mapped: tuple[ColumnMapping, ...], profiles: Sequence[Profile], known: Mapping | None
) -> tuple[tuple[ColumnMapping, ...], tuple[str, ...]]:
    """The mapping and its key columns: the record's id, else the card, else the e-mail.

    A column called an id that repeats a lot or stands empty identifies nothing: it is kept as extra.
    """
    names = [each.column for each in mapped]
    if known and known.key and all(name in names for name in known.key):
        return mapped, known.key
    for field in (F.KEY, F.CARD, F.EMAIL):
        for index, each in enumerate(mapped):
            if each.field is not field:
                continue
            seen = profiles[index]
            if not seen.size or (seen.filled >= 0.8 and seen.distinct >= (0.9 if field is F.KEY else 0.6)):
                return mapped, (each.column,)
            if field is F.KEY:
                weak = replace(each, field=F.EXTRA, confidence=0.4, why="why.repeats")
                mapped = (*mapped[:index], weak, *mapped[index + 1 :])
    return mapped, ()
