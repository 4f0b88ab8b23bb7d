"""What a list was asked for: read from its address, written back to it, said in plain words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from habitue.know.profiles.types import Filters
from habitue.show.web.ui.types import Chip, Choice

SORTS = ("changed", "name")
"""The first is what a list has without asking: who was at the till this morning, not who has no name."""
ALLOWED = {"grade": tuple("ABCDR"), "has": ("email", "mobile", "card"), "records": ("many", "one")}
"""The filters that know all their values; anything else in an address is left aside, as if it were not there."""
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters and the order of a list."""

    filters: Filters
    sort: str

    def query(self) -> str:
        """As the query string of an address, without a question mark, always the same for the same list."""
        params = QueryDict(mutable=True)
        for name, value in asdict(self.filters).items():
            if value:
                params["q" if name == "text" else name] = value
        if self.sort != SORTS[0]:
            params["sort"] = self.sort
        return params.urlencode()

    def url(self) -> str:
        """The address of the list."""
        query = self.query()
        return reverse("customers") + (f"?{query}" if query else "")

    def without(self, name: str) -> "Asked":
        """The same list without one of its filters."""
        return Asked(replace(self.filters, **{name: ""}), self.sort)

    def sorted_by(self, sort: str) -> "Asked":
        """The same list in another order."""
        return Asked(self.filters, sort)


def read(params: QueryDict) -> Asked:
    """What an address asks for. Values that no list can have are left aside."""
    values = {name: _value(params, name) for name in Filters.__dataclass_fields__}
    sort = params.get("sort", "")
    return Asked(Filters(**values), sort if sort in SORTS else SORTS[0])


def read_query(query: str) -> Asked:
    """What a query string kept elsewhere (a saved view, the way back from a page) asks for."""
    return read(QueryDict(query.encode("utf-8", "replace")))


def _value(params: QueryDict, name: str) -> str:
    text = params.get("q" if name == "text" else name, "").replace("\x00", " ").strip()[:LONGEST]
    if name in ALLOWED:
        return text if text in ALLOWED[name] else ""
    return text if name != "source" or _is_id(text) else ""


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def choices(name: str) -> list[Choice]:
    """What a filter with known values may be, in words."""
    return [Choice("", _("any")), *(Choice(value, word(name, value)) for value in ALLOWED[name])]


def word(name: str, value: str) -> str:
    """A known value of a filter in words."""
    words = {
        "email": _("an e-mail"),
        "mobile": _("a mobile"),
        "card": _("a loyalty card"),
        "many": _("several"),
        "one": _("only one"),
    }
    return words.get(value, value)


def labels() -> dict[str, str]:
    """The name of each filter."""
    return {
        "text": _("Words"),
        "town": _("Town"),
        "grade": _("Address grade"),
        "source": _("Source"),
        "store": _("Store"),
        "has": _("Has"),
        "records": _("Records"),
    }


def chips(asked: Asked, sources: Mapping[str, str], stores: Mapping[str, str]) -> list[Chip]:
    """The list's filters in plain words, each with the address of the list without it."""
    named: dict[str, Mapping[str, str]] = {"source": sources, "store": stores}
    return [
        Chip(label, named.get(name, {}).get(value) or word(name, value), asked.without(name).url())
        for name, label in labels().items()
        if (value := getattr(asked.filters, name))
    ]
