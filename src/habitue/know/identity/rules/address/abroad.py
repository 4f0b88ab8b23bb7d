"""Addresses outside France: kept clean, in the same lines, never validated."""

from __future__ import annotations

from habitue.know.identity.rules.address.countries import country_line
from habitue.know.identity.rules.address.grades import grade_of
from habitue.know.identity.rules.address.shorten import WIDTH
from habitue.know.identity.rules.address.text import fold, title, upper
from habitue.know.identity.types.address import Address

_LINES = 5  # lines before the country's, without the recipient


def normalise_abroad(
    pieces: tuple[str, ...], postcode: str, town: str, country: str, written: str
) -> Address:
    """Return an address abroad: cleaned lines, the country in capitals as the last one."""
    body = [wrapped for piece in pieces for wrapped in _wrap(upper(piece))]
    last = _wrap(upper(f"{postcode} {town}"))
    kept = [*body[: _LINES - len(last)], *last]
    if not any(kept):
        return Address(country=country, reasons=("address.unreadable",), written=written)
    cut = len(kept) < len(body) + len(last)
    reasons = ("country.unchecked", *(["complement.cut"] if cut else []))
    grade, score = grade_of(reasons)
    street = ", ".join(title(piece) for piece in pieces)
    return Address(
        street=street,
        postcode=upper(postcode),
        town=title(town),
        country=country,
        lines=(*kept, country_line(country)[:WIDTH]),
        grade=grade,
        reasons=reasons,
        street_key=fold(street),
        score=score,
    )


def _wrap(text: str) -> list[str]:
    """Cut a line at its spaces into lines of at most 38 characters."""
    lines: list[str] = []
    while text:
        cut = text if len(text) <= WIDTH else text[: WIDTH + 1].rsplit(" ", 1)[0][:WIDTH]
        lines.append(cut)
        text = text[len(cut) :].strip()
    return lines
