"""The figures at the head of a source on the quality page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from habitue.show.web.pages.quality.duplicates import duplicates_url
from habitue.show.web.pages.quality.figures import Sheet, duplicates_definition
from habitue.show.web.ui import formats
from habitue.show.web.ui.types import Tile


def tiles(sheet: Sheet, rejects: int | None) -> list[Tile]:
    """Customers, duplicates, addresses that post reaches, rejects (None: the reader may not see them)."""
    found = [_customers(sheet), _duplicates(sheet)]
    if sheet.addresses:
        found.append(_deliverable(sheet))
    if rejects is not None:
        found.append(_rejects(sheet, rejects))
    return found


def _customers(sheet: Sheet) -> Tile:
    url = f"{reverse('customers')}?{urlencode({'source': str(sheet.id)})}"
    text = _("People whom this source knows, each counted once.")
    return Tile(_("Customers"), _number(sheet.customers), text, url)


def _duplicates(sheet: Sheet) -> Tile:
    value = "–" if sheet.duplicates is None else formats.percent(sheet.duplicates, _language(), 1)
    trend = _trend(sheet.duplicate_trend)
    change, direction = _change(trend)
    return Tile(
        _("Duplicates"),
        value,
        duplicates_definition(),
        duplicates_url(sheet),
        change,
        _("since the import before") if change else "",
        direction=direction,
        values=trend,
    )


def _change(trend: Sequence[float]) -> tuple[str, str]:
    """The change of a rate between the last two imports, in points, and its direction; nothing below a tenth."""
    points = round(100 * (trend[-1] - trend[-2]), 1) if len(trend) > 1 else 0.0
    if not points:
        return "", ""
    text = _("%(sign)s%(points)s points") % {
        "sign": "+" if points > 0 else "−",
        "points": formats.number(abs(points), _language(), 1),
    }
    return text, "up" if points > 0 else "down"


def _deliverable(sheet: Sheet) -> Tile:
    good = sum(figure.count for figure in sheet.grades if figure.state in "AB")
    text = _("Addresses of grade A or B among those written: post arrives.")
    value = formats.percent(good / sheet.addresses, _language())
    return Tile(_("Post that arrives"), value, text, values=_trend(sheet.address_trend))


def _rejects(sheet: Sheet, count: int) -> Tile:
    url = f"{reverse('rejects')}?{urlencode({'source': str(sheet.id)})}" if count else ""
    text = _("Lines that could not become a record and wait for a person.")
    return Tile(_("Rejected lines"), _number(count), text, url)


def _trend(values: Sequence[float]) -> Sequence[float]:
    return values if len(values) > 1 else ()


def _number(value: int) -> str:
    return formats.number(value, _language())


def _language() -> str:
    return get_language() or "en"
