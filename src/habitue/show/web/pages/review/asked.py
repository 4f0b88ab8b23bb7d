"""Which doubts the page shows, read from its address; what cannot be read is as if it were not there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habitue.know.identity.api.review import KINDS, Filters
from habitue.show.web.ui.types import Chip, Choice

LEAST = (3, 5, 10)
"""Numbers of records that one may ask for; any two customers have two."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters, and what the choices of the form are called."""

    filters: Filters
    sources: Mapping[str, str]

    def pairs(self) -> dict[str, str]:
        """The address's parameters, only those that say something."""
        chosen = self.filters
        found = dict(zip(("source", "other"), map(str, chosen.sources), strict=False))
        found |= {"kind": chosen.kind} if chosen.kind else {}
        found |= {"records": str(chosen.records)} if chosen.records > 2 else {}
        return found | ({"aside": "1"} if chosen.aside else {})

    def query(self) -> str:
        """The parameters as an address has them."""
        return urlencode(self.pairs())

    def chips(self) -> list[Chip]:
        """The filters in words, each with the address without it."""
        return [Chip(label, value, self._without(names)) for names, label, value in self._said()]

    def _said(self) -> list[tuple[tuple[str, ...], str, str]]:
        chosen = self.filters
        found: list[tuple[tuple[str, ...], str, str]] = []
        if chosen.sources:
            names = [self.sources[str(each)] for each in chosen.sources]
            found.append((("source", "other"), _("Sources"), " + ".join(names)))
        if chosen.kind:
            found.append((("kind",), _("Kind"), kind_labels()[chosen.kind]))
        if chosen.records > 2:
            found.append((("records",), _("Records"), least_label(chosen.records)))
        if chosen.aside:
            found.append((("aside",), _("Put aside"), _("by you, until tomorrow")))
        return found

    def _without(self, names: Sequence[str]) -> str:
        left = {name: value for name, value in self.pairs().items() if name not in names}
        return f"{reverse('review')}?{urlencode(left)}" if left else reverse("review")

    def source_choices(self) -> list[Choice]:
        """The sources of the house, and none."""
        return [Choice("", _("Any")), *(Choice(id_, name) for id_, name in self.sources.items())]

    def kind_choices(self) -> list[Choice]:
        """The kinds of doubt."""
        return [Choice("", _("Any")), *(Choice(kind, label) for kind, label in kind_labels().items())]

    def least_choices(self) -> list[Choice]:
        """The numbers of records."""
        return [Choice("", _("Any")), *(Choice(str(least), least_label(least)) for least in LEAST)]


def read(query: QueryDict, sources: Mapping[UUID, str]) -> Asked:
    """The filters of an address. `sources`: those of the house, by id."""
    known = {str(id_): name for id_, name in sorted(sources.items(), key=lambda each: each[1])}
    chosen = [query.get(name, "") for name in ("source", "other")]
    kind, least = query.get("kind", ""), query.get("records", "")
    filters = Filters(
        tuple(UUID(each) for each in chosen if each in known),
        kind if kind in KINDS else "",
        int(least) if least in map(str, LEAST) else 2,
        query.get("aside") == "1",
    )
    return Asked(filters, known)


def kind_labels() -> dict[str, str]:
    """What a doubt may be, in words."""
    return {
        "identifier": _("Same e-mail, mobile or card"),
        "household": _("Perhaps one household"),
        "namesake": _("Perhaps namesakes"),
    }


def least_label(least: int) -> str:
    """A least number of records in words."""
    return ngettext("at least %(n)d", "at least %(n)d", least) % {"n": least}
