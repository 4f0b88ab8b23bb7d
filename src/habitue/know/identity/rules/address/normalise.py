"""The normaliser itself: an address as typed -> parts, lines, grade, reasons."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from habitue.know.identity.rules.address.abroad import normalise_abroad
from habitue.know.identity.rules.address.compose import Arranged, arrange, compose, town_line
from habitue.know.identity.rules.address.countries import country_of_postcode, read_country
from habitue.know.identity.rules.address.grades import grade_of
from habitue.know.identity.rules.address.pieces import Part, read_parts, take_number
from habitue.know.identity.rules.address.query import cut_pieces, read_query
from habitue.know.identity.rules.address.shorten import WIDTH
from habitue.know.identity.rules.address.text import fold, upper
from habitue.know.identity.rules.address.towns import Locality, resolve
from habitue.know.identity.rules.address.words import name_set
from habitue.know.identity.rules.folding import clean
from habitue.know.identity.types.address import Address, Grade, RawAddress

_PLACEHOLDERS = name_set(
    """x|xx|xxx|xxxx|neant|inconnu|inconnue|npai|pnd|na|nc|nd|test|aucun|aucune|sdf|unknown|none|null|nil|adresse|rien|
    vide|toto|azerty|asdf|qwerty|adresse inconnue|n a|n c|sans adresse|non renseigne|non renseignee|non communique|
    pas d adresse|a completer|a renseigner|adresse a completer|sans domicile fixe|non connu|non connue|ne sait pas|
    n habite pas a l adresse indiquee|not available|no address|retour npai|a definir|inconnu a cette adresse"""
)


_READINGS = 3
_POSTCODE = re.compile("[0-9]{5}")
_ESTATE = ("estate",)
_SURE = (Grade.A, Grade.B)
_ANY_STREET = Part("street", "rue de Paris", "1")
_LONGEST = 500  # characters of a cell that are read at all
_USUAL = 200  # characters of a whole address of the usual form


def normalise_address(raw: RawAddress, recipient: str = "") -> Address:
    """Return the address in the lines of NF Z 10-011, with its parts, a grade and the reasons for the grade.

    ``recipient`` becomes the first line where it is given. Never raises: what cannot be read safely has the grade R,
    no lines, and its text kept in ``written``. Nothing is corrected but what the list of France leaves no doubt about.
    """
    line1, line2, line3, full, postcode, town, _ = raw
    if line1 or line2 or line3 or full or len(postcode) + len(town) > _USUAL:
        address = _plain(raw) or _normalise(raw)
    else:
        address = _of_town(raw)
    return with_recipient(address, recipient) if recipient and address.lines else address


@lru_cache(1 << 15)
def _of_town(raw: RawAddress) -> Address:
    """An address of which only the town is told: there are as many as towns."""
    return _normalise(raw)


def _plain(raw: RawAddress) -> Address | None:
    """The usual form, fast: number and street in the first line, complements after it, postcode and town apart."""
    line1, line2, line3, full, postcode, town, country = raw
    if full or not town or not postcode.isdecimal() or postcode in line1 or "\n" in line1:
        return None
    if len(line1) + len(line2) + len(line3) + len(postcode) + len(town) > _USUAL:
        return None
    number, repetition, rest = take_number(line1)
    if not number or (country and read_country(country) != "FR"):
        return None
    parts = _read_tail(rest)
    if parts is None:
        return None
    found, line6 = _located_town(postcode, town)
    if not (line2 or line3):
        return _short(parts, number, repetition, found, line6) or _address(
            parts._replace(number=number, repetition=repetition), found, raw
        )
    more = (_read_complement(line2, found.town), _read_complement(line3, found.town))
    whole = _with_complements(parts, *more)
    if whole is None:
        return None
    address = _address(whole._replace(number=number, repetition=repetition), found, raw)
    # With an estate, what is unsure is read a second time, by the long way.
    return address if address.grade in _SURE or not any(map(_is_estate, more)) else None


def _short(parts: Arranged, number: str, repetition: str, found: Locality, line6: str) -> Address | None:
    """The address of two lines into which a number, a street and a town fit as they are; None for any other."""
    street = parts.street
    prefix = f"{number} {repetition.upper()}" if repetition else number
    if "-" in number or not (street.envelope and line6) or found.old:
        return None
    if len(prefix) + len(street.envelope) >= WIDTH or parts.inside or parts.outside or parts.place:
        return None
    reasons = parts.reasons + found.reasons
    grade, score = grade_of(reasons)
    return Address(
        number, repetition, street.shown, "", "", "", found.postcode, found.town, found.cedex,
        "MC" if found.postcode == "98000" else "FR", found.insee, (f"{prefix} {street.envelope}", line6), grade,
        reasons, found.proposal, street.key, score,
    )  # fmt: skip


@lru_cache(1 << 17)
def _located_town(postcode: str, town: str) -> tuple[Locality, str]:
    """The locality of two cells, and its line."""
    found = resolve(postcode, town)
    return found, town_line(found)


def _with_complements(parts: Arranged, *more: Arranged | None) -> Arranged | None:
    """Add the complements of further lines; nothing where one of them is more than a complement."""
    inside, outside, place = parts.inside, parts.outside, parts.place
    for added in more:
        if added is None:
            return None
        inside, outside, place = (
            f"{inside} {added.inside}",
            f"{outside} {added.outside}",
            f"{place} {added.place}",
        )
    return parts._replace(inside=inside.strip(), outside=outside.strip(), place=place.strip())


def _read_complement(line: str, town: str) -> Arranged | None:
    """Return what a line after the street holds, or nothing where it may be more than a plain complement."""
    parts = _complement(line)
    # A line that repeats the town is none; only estates can bear its name.
    if parts is not None and _is_estate(parts) and fold(line) == fold(town):
        return None
    return parts


@lru_cache(1 << 16)
def _complement(line: str) -> Arranged | None:
    """A line after the street alone. It has reasons when an estate (`résidence`) stands in it."""
    if not line or line.isspace():
        return Arranged()
    if any(c in line for c in "@,;|\n-") or fold(line) in _PLACEHOLDERS:
        return None
    parts = read_parts(line)
    if not parts or any(part.kind not in ("inside", "outside", "place") for part in parts):
        return _estate(parts)
    return arrange(parts)


def _estate(parts: tuple[Part, ...]) -> Arranged | None:
    """Parts of which some are estates, as they are read after a numbered street; nothing where some are more."""
    kinds = {part.kind for part in parts}
    if not kinds or not kinds <= {"inside", "outside", "place", "weak"} or any(part.number for part in parts):
        return None
    if any(_POSTCODE.search(part.text) for part in parts):
        return None
    return arrange((_ANY_STREET, *parts))._replace(reasons=_ESTATE)


def _is_estate(parts: Arranged | None) -> bool:
    return parts is not None and parts.reasons is _ESTATE


@lru_cache(1 << 17)
def _read_tail(rest: str) -> Arranged | None:
    """Return the parts of what follows a house number, or nothing where it is not a plain street."""
    if not rest or "," in rest or "@" in rest:
        return None
    parts = read_parts("1 " + rest)
    if not parts or parts[0].number != "1" or parts[0].repetition or parts[0].kind not in ("street", "maybe"):
        return None
    return arrange(parts)


def _normalise(raw: RawAddress) -> Address:
    """Any other form."""
    raw = RawAddress(*(_cleaned(text) for text in raw))
    written = " | ".join(" ".join(text.split()) for text in raw if text and not text.isspace())
    if not written:
        return Address(reasons=("address.empty",))
    texts, extra = _texts(raw)
    cells = bool(raw.postcode.strip() or raw.town.strip())
    country = read_country(raw.country) or country_of_postcode(raw.postcode)
    if country == "?":
        if not resolve(raw.postcode, raw.town).insee:
            return Address(country="", reasons=("country.unknown", "address.unreadable"), written=written)
        extra += ("country.unknown",)
    elif country not in ("", "FR", "MC"):
        pieces = tuple(piece for text in texts for piece in cut_pieces(text))
        return normalise_abroad(pieces, raw.postcode, raw.town, country, written)
    if not texts and not cells:
        return Address(reasons=("address.placeholder",), written=written)
    found, pieces, abroad = _located(raw, texts) if cells else read_query("\n".join(texts))
    if abroad not in ("", "FR", "MC"):
        return normalise_abroad(pieces, raw.postcode, raw.town, abroad, written)
    parts = arrange(tuple(part for piece in pieces for part in read_parts(piece)))
    return _settled(_address(parts, found, raw, extra=extra, written=written), written)


def _settled(address: Address, written: str) -> Address:
    """Return an unsure address only if its lines read the same again: else it was not safely read."""
    if address.grade not in (Grade.C, Grade.D) or _is_simple(address):
        return address
    for _ in range(_READINGS):
        again = _read_lines("\n".join(address.lines))
        if again.lines == address.lines:
            return address
        reasons = tuple(dict.fromkeys(address.reasons + again.reasons))
        grade, score = grade_of(reasons)
        address = replace(again, reasons=reasons, grade=grade, score=score)
    return Address(reasons=("address.unreadable",), written=written)


def _is_simple(address: Address) -> bool:
    """Tell that an address is a numbered street and a known town, so that nothing else can be read in its lines."""
    if not (address.number and address.town) or len(address.lines) != 2:
        return False
    doubts = {"town.unknown", "street.no_type"} & set(address.reasons)
    return not doubts and address.lines[0].endswith(upper(address.street))


def _read_lines(text: str) -> Address:
    """Read the lines of an address again."""
    found, pieces, abroad = read_query(text)
    if abroad not in ("", "FR", "MC"):
        return Address()
    parts = arrange(tuple(part for piece in pieces for part in read_parts(piece)))
    return _address(parts, found, RawAddress(full=text))


def _cleaned(text: str) -> str:
    """Return a text without invisible characters, its lines kept; what is longer than any address is cut."""
    return "\n".join(clean(line) for line in text[:_LONGEST].replace("\r", "\n").split("\n"))


def _texts(raw: RawAddress) -> tuple[list[str], tuple[str, ...]]:
    """Return the texts that are not placeholders or e-mail addresses, and the reason if one was set aside."""
    texts = [text for text in (raw.line1, raw.line2, raw.line3, raw.full) if text and not text.isspace()]
    kept = [text for text in texts if "@" not in text and "://" not in text]
    reasons = ("text.extra",) if len(kept) < len(texts) else ()
    return [text for text in kept if (folded := fold(text)) and folded not in _PLACEHOLDERS], reasons


def _located(raw: RawAddress, texts: list[str]) -> tuple[Locality, tuple[str, ...], str]:
    """Return the locality of the cells, and the pieces of the lines without the locality that they may repeat."""
    found = resolve(raw.postcode, raw.town)
    pieces = [piece for text in texts for piece in cut_pieces(text)]
    if found.postcode and any(found.postcode in piece for piece in pieces):
        inside, rest, _ = read_query("\n".join(pieces))
        if inside.postcode == found.postcode:
            return (found if found.town else inside), rest, ""
    if found.town and len(pieces) > 1 and fold(pieces[-1]) == fold(found.town):
        pieces = pieces[:-1]
    return found, tuple(pieces), ""


def _address(
    parts: Arranged, found: Locality, raw: RawAddress, *, extra: tuple[str, ...] = (), written: str = ""
) -> Address:
    """Put parts and locality together, compose the lines and grade the whole."""
    if _is_unreadable(parts, found):
        return Address(reasons=("address.unreadable",), written=written or _written(raw))
    lines, added = compose(parts, found)
    reasons = parts.reasons + found.reasons + added + extra
    grade, score = grade_of(reasons)
    number, repetition, street, inside, outside, place, _ = parts
    if found.old and fold(found.old) not in fold(place):
        place = f"{place} {found.old}".strip()
    return Address(
        number, repetition, street.shown, inside, outside, place, found.postcode, found.town, found.cedex,
        "MC" if found.postcode == "98000" else "FR", found.insee, lines, grade, reasons, found.proposal, street.key,
        score, (written or _written(raw)) if grade is Grade.R else "",
    )  # fmt: skip


def _is_unreadable(parts: Arranged, found: Locality) -> bool:
    """Tell that nothing of a postal address was recognised: no way, no postcode, no town of the list."""
    named = found.town and "town.unknown" not in found.reasons
    located = named or (len(found.postcode) == 5 and found.postcode.isdigit())
    return not (located or parts.number or parts.street.way)


def _written(raw: RawAddress) -> str:
    return " | ".join(text for text in raw if text)


def format_lines(address: Address, recipient: str = "") -> tuple[str, ...]:
    """Return the lines for an envelope, the recipient first where one is given; none for a rejected address."""
    line1 = upper(recipient)
    short = line1 if len(line1) <= WIDTH else line1[: WIDTH + 1].rsplit(" ", 1)[0][:WIDTH]
    return (short, *address.lines) if short and address.lines else address.lines


def with_recipient(address: Address, recipient: str) -> Address:
    """Return the address with the recipient as its first line."""
    return replace(address, lines=format_lines(address, recipient))


def parts_for_json(address: Address) -> dict[str, Any]:
    """Return the address as JSON-ready values: number with its repetition, street, postcode, town, lines, grade, ..."""
    proposal = address.proposal
    return {
        "number": f"{address.number} {address.repetition}".strip(),
        "street": address.street,
        "postcode": address.postcode,
        "town": address.town,
        "lines": list(address.lines),
        "grade": str(address.grade),
        "reasons": list(address.reasons),
        "complement_inside": address.complement_inside,
        "complement_outside": address.complement_outside,
        "place": address.place,
        "cedex": address.cedex,
        "country": address.country,
        "insee": address.insee,
        "proposal": {"postcode": proposal.postcode, "town": proposal.town} if proposal else None,
        "street_key": address.street_key,
        "score": address.score,
        "written": address.written,
    }
