"""The columns of the list: which there are, which a person chose, what each shows."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from habitue.show.web.pages.customers.asked import Asked
from habitue.show.web.ui.types import Column

COOKIE = "customer-columns"
USUAL = ("town", "mobile", "grade", "changed")
BESIDE_PREVIEW = 4
"""With more columns than these the table takes the whole width and shows no preview."""


def all_columns() -> dict[str, str]:
    """Every column besides the name, which is always there."""
    return {
        "town": _("Town"),
        "mobile": _("Mobile"),
        "email": _("E-mail"),
        "card": _("Loyalty card"),
        "born": _("Born"),
        "street": _("Street"),
        "store": _("Store"),
        "grade": _("Address"),
        "records": _("Records"),
        "changed": _("Changed"),
    }


def chosen(request: HttpRequest) -> tuple[str, ...]:
    """The columns that this browser shows, in the order of `all_columns`."""
    kept = request.COOKIES.get(COOKIE)
    return known(USUAL if kept is None else kept.split("."))


def known(names: Sequence[str]) -> tuple[str, ...]:
    """Those of these names that are columns, in the columns' own order."""
    return tuple(name for name in all_columns() if name in names)


def headings(asked: Asked, shown: Sequence[str]) -> list[Column]:
    """The columns as the table's head and the columns' menu read them."""
    name = Column("name", _("Name"), sort_url=asked.sorted_by("name").url(), sort=_sort(asked, "name"))
    return [name, *(_heading(asked, key, label, key in shown) for key, label in all_columns().items())]


def _heading(asked: Asked, key: str, label: str, shown: bool) -> Column:
    url = asked.sorted_by("changed").url() if key == "changed" else ""
    return Column(key, label, key == "records", url, _sort(asked, key), shown)


def _sort(asked: Asked, key: str) -> str:
    if asked.sort != key:
        return ""
    return "descending" if key == "changed" else "ascending"
