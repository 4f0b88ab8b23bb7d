"""What became of a file's lines, or would: as parts of a bar, and as findings in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from habitue.know.collect import wording
from habitue.show.web.ui.drawings import Span, stacked
from habitue.show.web.ui.types import VerdictPart

KINDS = ("new", "updated", "unchanged", "rejected")
ASIDE = {
    "repeated": _("stand twice in the file: the newest counts"),
    "older": _("are older than what is known: kept out of the way"),
    "blank": _("are empty"),
}
"""Lines that need nobody: said once, under the bar."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a small bar: its kind and where it stands, in percent."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in words: how many lines, in which column, what it is, what to do, and (line, value, mended) examples."""

    sentence: str
    mend: str
    column: str
    count: int
    whole: bool
    examples: Sequence[tuple[int, str, str]]


def parts(counts: Mapping[str, int], links: Mapping[str, str] | None = None) -> list[VerdictPart]:
    """The bar's parts. Every line read is in one of them: what is older or stands twice changes nothing.

    Suspicious lines are not a part: each is also new, updated or unchanged.
    """
    found = dict(counts)
    found["unchanged"] = sum(counts.get(name, 0) for name in ("unchanged", "older", "repeated"))
    return [VerdictPart(kind, found.get(kind, 0), (links or {}).get(kind, "")) for kind in KINDS]


def bar(counts: Mapping[str, int]) -> list[Slice]:
    """The same as a small bar without words."""
    shown = parts(counts)
    spans = stacked([part.count for part in shown])
    return [Slice(part.kind, span) for part, span in zip(shown, spans, strict=True) if part.count]


def asides(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    """(how many, what) of the lines that need nobody."""
    return [(counts[kind], str(text)) for kind, text in ASIDE.items() if counts.get(kind)]


def findings(found: Iterable[Mapping[str, Any]], severity: str = "") -> list[FindingView]:
    """Findings as stored, in words; only those of a severity when one is given (whole-file ones are suspicious)."""
    return [_finding(each) for each in found if severity in ("", each["severity"])]


def _finding(each: Mapping[str, Any]) -> FindingView:
    words = wording.explain(each["code"], {"column": each["column"], **each["params"]})
    examples = [(int(line), str(value), str(mended)) for line, value, mended in each["examples"]]
    return FindingView(words.sentence, words.mend, each["column"], each["count"], each["whole"], examples)
