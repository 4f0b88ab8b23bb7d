"""What the components expect: one small frozen type for each. Views build them, templates read them.

A view may pass a dict with the same keys; the types are there so that a wrong name is found by mypy, not by a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place of the rail. `count` only where someone must act; `deep` items wait under "More" on a phone.

    `short` is the word of the bottom bar, at most eleven letters, where the label is longer.
    """

    label: str
    url: str
    icon: str
    count: int = 0
    current: bool = False
    deep: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A section of the rail; the first one has no title."""

    items: Sequence[NavItem]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the breadcrumb; the last one has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """The member of staff who is signed in."""

    name: str
    email: str
    role: str


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a record stands in the list that it was reached from; an empty address means there is none."""

    position: int
    total: int
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: a saved view of a list, or a kind of a timeline."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in plain words ("Town", "Lyon") and the address of the list without it."""

    label: str
    value: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `sort` is "", "ascending" or "descending"; `sort_url` empty when it cannot be sorted."""

    key: str
    label: str
    numeric: bool = False
    sort_url: str = ""
    sort: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a value comes from: source, moment, the rule that chose it, and what the other sources say.

    `by`: who chose it, and when, where a person did; the rule is then not shown.
    """

    source: str
    at: datetime | None = None
    rule: str = ""
    others: Sequence[tuple[str, str]] = ()
    url: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a definition list. `lines` are shown one under the other; `grade` is an address grade.

    `choose_url`: the dialog in which another value is chosen.
    """

    label: str
    lines: Sequence[str]
    note: str = ""
    provenance: Provenance | None = None
    state: str = ""
    grade: str = ""
    url: str = ""
    choose_url: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach someone; `reason` says why it is not allowed, in a few words."""

    label: str
    icon: str
    allowed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A thing to do in a sentence: a link, or with `post` a button that sends there."""

    label: str
    url: str
    post: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened. `tone` is "", good, warn, bad, info or accent."""

    at: datetime
    title: str
    icon: str
    text: str = ""
    amount: str = ""
    badge: str = ""
    tone: str = ""
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """The moments of one day, newest first."""

    date: date
    moments: Sequence[Moment]


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure. `change` is written out ("+3 % in 30 days"), `tone` says whether that is good."""

    name: str
    value: str
    definition: str = ""
    url: str = ""
    change: str = ""
    period: str = ""
    tone: str = ""
    direction: str = ""
    values: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a wizard; `state` is "done", "current" or "" (to come)."""

    label: str
    state: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class VerdictPart:
    """A part of a dry run: kind is new, updated, unchanged, rejected or suspicious; `url` opens its rows."""

    kind: str
    count: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of a file and the field proposed for it; confidence between 0 and 1."""

    name: str
    samples: Sequence[str]
    field: str
    confidence: float
    reason: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class JobView:
    """A long work as shown: `state` is waiting, running, done, failed or cancelled; `share` between 0 and 1."""

    id: str
    title: str
    state: str
    share: float | None = None
    subtitle: str = ""
    rate: str = ""
    left: str = ""
    figures: Sequence[tuple[str, str]] = ()
    log: Sequence[str] = ()
    poll_url: str = ""
    cancel_url: str = ""
    result_url: str = ""
    error: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an explanation: what was looked at, what was found, how much it weighed."""

    label: str
    found: str
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """An automatic decision explained: the sentence, its parts, the proof, the version of the rule."""

    title: str
    sentence: str
    parts: Sequence[Part] = ()
    proof: str = ""
    rule: str = ""
    calm: bool = True


@dataclass(frozen=True, slots=True)
class CompareCell:
    """A value of one column of a comparison; `against` is the text that its letters are compared with."""

    text: str
    against: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A line of a comparison; quiet when all are the same."""

    label: str
    cells: Sequence[CompareCell]
    same: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class CompareColumn:
    """One of the records set side by side."""

    id: str
    title: str
    subtitle: str = ""
    survivor: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a select; `group` gathers the options of one kind."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A result of the palette. `label` may hold marks (already escaped); `kind` names its group."""

    label: str
    url: str
    detail: str = ""
    icon: str = ""
    person: bool = False
    end: str = ""


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """The results of one kind."""

    title: str
    items: Sequence[Found] = field(default_factory=tuple)
