"""Addresses that the rules leave in doubt, put to the geocoding service of the house when one is configured.

Only addresses leave the machine: no name, no identifier. A record is asked once; it is asked again when it changes,
since it is then normalised anew and the mark goes with its old reasons.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.db import transaction

from habitue.ground.kernel.api import announce
from habitue.ground.kernel.types import Announcement
from habitue.know.identity import queries
from habitue.know.identity.ban import BanGeocoder
from habitue.know.identity.columns import AskedRow, StoredRecord
from habitue.know.identity.events import CUSTOMERS_RESOLVED, CustomersResolved
from habitue.know.identity.ports import Geocoder
from habitue.know.identity.rules.address.confirmation import CONFIRMED, UNSURE, Answer, Asked, confirm
from habitue.know.identity.rules.folding import clean

BATCH = 500
"""Addresses in one question: a few seconds of a service's time."""
AT_ONCE = 10 * BATCH
"""Addresses that one job asks, so that imports never wait long behind it."""
MARKS = (CONFIRMED, UNSURE)
_TIMEOUT = 60.0  # seconds for the answer to a batch
_COLUMNS = ("address", "postcode", "town")


def geocoder() -> Geocoder | None:
    """The configured service, if any."""
    base = settings.HABITUE.geocoder_url
    return BanGeocoder(base, timeout=_TIMEOUT) if base else None


def confirm_some(house: UUID, source: UUID, service: Geocoder) -> bool:
    """Ask of a source's unconfirmed addresses that were never asked, and tell whether some may be left.

    Each batch is written whole or not at all, after its answer has come. Raises GeocoderUnavailable, with the batches
    before it kept.
    """
    waiting = queries.unasked(source, MARKS, AT_ONCE)
    for at in range(0, len(waiting), BATCH):
        records = queries.records_by_id(waiting[at : at + BATCH])
        asked = [(f"{r.number} {r.street}".strip(), r.postcode, r.town) for r in records]
        answers = service.csv(asked, _COLUMNS)
        _write(house, source, [_decided(*pair) for pair in zip(records, answers, strict=True)])
    return len(waiting) == AT_ONCE


def left_unasked() -> list[tuple[UUID, UUID]]:
    """(house, source) of every source with addresses to ask of."""
    return queries.sources_unasked(MARKS)


def _decided(record: StoredRecord, row: Mapping[str, str]) -> AskedRow:
    """What is written of a record after its answer."""
    r, codes = record, tuple(record.reason_codes())
    asked = Asked(r.number, r.street, r.postcode, r.town, tuple(r.lines.split("\n")), codes)
    found = confirm(asked, _answer(row))
    if found is None:
        return AskedRow(
            r.record_id, r.lines, r.grade, r.reasons, False, r.number, r.street, r.postcode, r.town, r.insee, r.lines,
            r.grade, r.proposal, r.issues, _array((*codes, UNSURE)),
        )  # fmt: skip
    return AskedRow(
        r.record_id, r.lines, r.grade, r.reasons, True, found.number, found.street, found.postcode, found.town,
        found.insee, "\n".join(found.lines), found.grade, "", _issues(r.issues, found.grade), _array(found.reasons),
    )  # fmt: skip


def _issues(before: str, grade: str) -> str:
    """The array's literal with the address's new grade."""
    odd = [issue for issue in before.strip("{}").split(",") if issue and not issue.startswith("address=")]
    return _array(odd if grade == "A" else [*odd, f"address={grade}"])


def _answer(row: Mapping[str, str]) -> Answer:
    """A row of the service's table, without what no cell of ours may hold."""
    names = ("type", "housenumber", "street", "postcode", "city", "citycode")
    kind, number, street, postcode, town, insee = (clean(row.get(f"result_{n}", ""), 100) for n in names)
    return Answer(
        _score(row.get("result_score", "")), kind, number, street, postcode, town, _insee(insee, postcode)
    )


def _score(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _insee(text: str, postcode: str) -> str:
    """The code of a commune: five characters, as a postcode has."""
    return text if len(text) == len(postcode) == 5 and text.isalnum() else ""


def _write(house: UUID, source: UUID, decided: Sequence[AskedRow]) -> None:
    """Store a batch, count its grades anew and announce whose address changed.

    A record that changed since it was asked keeps what it has now, and is asked again.
    """
    with transaction.atomic():
        queries.one_at_a_time(house)
        queries.by_index()
        written = queries.write_asked(decided)
        counts: Counter[tuple[str, str]] = Counter()
        for _, was, grade in written:
            counts["address", grade] += 1
            counts["address", was] -= 1
        queries.count_now(str(source), {each: count for each, count in counts.items() if count})
        if customers := sorted({customer for customer, _, _ in written}):
            announce(Announcement(house, CUSTOMERS_RESOLVED, "", CustomersResolved(customers).payload()))


def _array(codes: Sequence[str]) -> str:
    return "{" + ",".join(codes) + "}"
