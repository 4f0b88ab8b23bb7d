"""What there is to do about a customer: an address to mend, a value in doubt, nobody to reach."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from habitue.know.identity.api import StoredRecord
from habitue.show.web.pages.customers import words
from habitue.show.web.pages.customers.card import address_reasons
from habitue.show.web.pages.customers.known import Known

REACH = ("email", "mobile", "landline")
CHECKED = ("email", "mobile", "landline", "birth_date", "card", "name")
UNREADABLE_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: `proposal` is a mend that a person may accept, `url` leads to the line that it is about.

    `address_of`: the record whose address it is about, when it is about an address.
    """

    title: str
    reasons: list[str] = field(default_factory=list)
    proposal: str = ""
    url: str = ""
    address_of: str = ""


def tasks(known: Known) -> list[Task]:
    """What to do, most useful first; empty for most customers."""
    return [*_address(known), *_doubts(known), *_unreadable(known), *_unreachable(known)]


def _address(known: Known) -> Iterator[Task]:
    record = known.origin("address")
    titles = {"C": _("Confirm the address"), "D": _("Mend the address"), "R": _("Ask for the address again")}
    if record and (title := titles.get(record.grade)):
        yield Task(title, address_reasons(known), record.proposal, _line(record), record.record_id)


def _doubts(known: Known) -> Iterator[Task]:
    """Values of the golden record that are usable, yet odd."""
    for name in CHECKED:
        record = known.origin(name)
        if record and record.state(name) == "doubtful":
            label = words.field_labels()[name]
            reasons = words.reasons_of(name, record.reason_codes())
            yield Task(_("Check: %(field)s") % {"field": label}, reasons, url=_line(record))


def _unreadable(known: Known) -> Iterator[Task]:
    """Values that a source wrote and nobody can read, where no other source knows better."""
    found = [
        (record, name)
        for record in known.records.values()
        for name in CHECKED
        if record.state(name) == "invalid" and not known.profile.origins.get(name)
    ]
    for record, name in found[:UNREADABLE_SHOWN]:
        title = _("Not readable: %(field)s") % {"field": words.field_labels()[name]}
        yield Task(title, words.reasons_of(name, record.reason_codes()), url=_line(record))


def _unreachable(known: Known) -> Iterator[Task]:
    if not any(getattr(known.profile, name) for name in REACH):
        yield Task(_("Ask how to reach them"), [_("No e-mail and no telephone is known.")])


def _line(record: StoredRecord) -> str:
    return f"#record-{record.record_id}"
