"""Postcode and town against the list of France: confirmed, safely corrected, proposed, or contradicted."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from habitue.know.identity.rules.address.data import Place, gazetteer
from habitue.know.identity.rules.address.text import fold, open_town, title
from habitue.know.identity.rules.address.words import ARTICLES, COMMON, HANGING, LINKS
from habitue.know.identity.rules.folding import edits
from habitue.know.identity.types.address import Proposal

_CEDEX = re.compile(r"\bcedex\b(?: ([0-9]{1,2}))?(?: (?=.)|$)")
_DISTRICT = re.compile(
    r"^(paris|lyon|marseille) (?:([0-9]{1,2})|([ivx]{1,5})) ?(?:e|er|eme|ieme|ere|nd)?"
    r"(?: (?:arr|arrdt|arrondissement|ardt))?$"
)
_TELL_NOTHING = HANGING | COMMON | {"notre", "villeneuve", "villers", "villiers", "fontaine"}
_LOOKALIKES = str.maketrans("OIL", "011")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_DISTRICT_CODES = {"paris": ("750", "751", 20), "lyon": ("6900", "6938", 9), "marseille": ("130", "132", 16)}
_INSIDE = re.compile(r"(?:^|(?<!\bcs)(?<!\bbp)(?<!\btsa)\s)(?:f |fr )?([0-9]{5})(?![0-9])")
_FOREIGN_PREFIX = re.compile(r"^(?:F|FR|FRANCE)[\s-]*(?=[0-9])", re.IGNORECASE)


class Locality(NamedTuple):
    """Line 6, and what is known of it."""

    postcode: str = ""
    town: str = ""
    insee: str = ""
    cedex: str = ""
    old: str = ""  # the merged commune that line 5 keeps
    label: str = ""  # La Poste's short label of a name too long for line 6
    reasons: tuple[str, ...] = ()
    proposal: Proposal | None = None


def department(code: str) -> str:
    """Return the department of a postcode: two digits, three overseas (``97``, ``98``)."""
    return code[:3] if code[:2] in ("97", "98") else code[:2]


def clean_postcode(text: str) -> str:
    """Return the five digits of a postcode, or what was typed in capitals where it is not one.

    ``F-75011``, ``75 011`` and a spreadsheet's ``75011.0`` are the same postcode; a four-digit one keeps its four.
    """
    text = _FOREIGN_PREFIX.sub("", text.strip())
    text = text[:-2] if text.endswith(".0") else text
    return "".join(fold(text).split()).upper()


@lru_cache(1 << 17)
def resolve(postcode: str, town: str) -> Locality:
    """Return the locality that a postcode and a town, as typed, stand for. Never guesses: see the reasons.

    Corrections made: a lost leading zero that the town confirms, a typing error in the town that only one town of the
    postcode explains, swapped cells, a missing half where the list leaves one choice.
    """
    code, key, found_inside = _cells(postcode, town)
    key = "" if key.replace(" ", "").isdigit() else key  # a number is the name of no town
    key, cedex = _cut_cedex(key)
    key, district = _cut_district(key)
    done = _resolve(code, key, district, bool(cedex))
    if not done.town and key:
        done = done._replace(town=_shown(town, key))
    if cedex:
        done = _with_cedex(done, cedex)
    return done._replace(reasons=(*found_inside, *done.reasons)) if found_inside else done


def _cells(postcode: str, town: str) -> tuple[str, str, tuple[str, ...]]:
    """Return postcode and folded town, put right where they are swapped or share one cell."""
    code, key = clean_postcode(postcode), open_town(fold(town))
    if code and not any(c.isdigit() for c in code):
        if key.isdigit() or not key:
            return (
                clean_postcode(town),
                open_town(fold(postcode)),
                ("town.swapped",) if key else ("town.in_postcode",),
            )
        code = ""
    inside = _INSIDE.search(key) if len(code) != 5 or code in key else None
    if inside:
        rest = " ".join((key[: inside.start()] + key[inside.end() :]).split())
        return inside[1], rest, () if code == inside[1] else ("postcode.in_town",)
    if len(code) > 5 and code[:5].isdigit():
        return code[:5], key or open_town(fold(clean_tail(postcode))), () if key else ("town.in_postcode",)
    return code, key, ()


def clean_tail(text: str) -> str:
    """Return what follows the postcode in a cell that holds both."""
    return re.sub(r"^\D*[0-9]{5}", "", text)


def _cut_cedex(key: str) -> tuple[str, str]:
    found = _CEDEX.search(key)
    if not found:
        return key, ""
    number = f" {found[1].zfill(2)}" if found[1] else ""
    return " ".join((key[: found.start()] + " " + key[found.end() :]).split()), "CEDEX" + number


def _cut_district(key: str) -> tuple[str, int]:
    """Return a town without its district: ``paris 11e arrondissement`` -> ``paris``, 11."""
    found = _DISTRICT.match(key)
    if not found:
        return key, 0
    number = int(found[2]) if found[2] else _roman(found[3])
    return (found[1], number) if 1 <= number <= _DISTRICT_CODES[found[1]][2] else (key, 0)


def _roman(text: str) -> int:
    values = [_ROMAN[c] for c in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _resolve(code: str, key: str, district: int, cedex: bool) -> Locality:
    if not code:
        return _without_postcode(key, district)
    if len(code) == 4 and code.isdigit():
        return _short_postcode(code, key, district)
    known = gazetteer().by_postcode.get(code)
    if not known:
        return _unlisted(code, key, district, cedex)
    if not key:
        return _without_town(code, known)
    if district and code[-2:] != f"{district:02d}" and code != "75116" and code[-2:] != "00":
        return Locality(
            code, proposal=_district_proposal(key, district), reasons=("postcode.other_district",)
        )
    return _listed(code, key, known)


def _district_proposal(key: str, district: int) -> Proposal:
    return Proposal(district_postcode(key, district), key.capitalize())


def district_postcode(key: str, district: int) -> str:
    """Return the postcode of a district of Paris, Lyon or Marseille."""
    prefix = _DISTRICT_CODES[key][0]
    return prefix + str(district).zfill(5 - len(prefix))


def _insee(place: Place, code: str) -> str:
    """Return the INSEE code of a place; in Paris, Lyon and Marseille that of the district of the postcode."""
    if place.key in _DISTRICT_CODES and place.kind == "commune":
        number = "16" if code == "75116" else code[-2:]
        prefix = _DISTRICT_CODES[place.key][1]
        return prefix + number[-(5 - len(prefix)) :] if code[-2:] != "00" else place.insee
    return place.insee


def _confirmed(code: str, place: Place, *reasons: str) -> Locality:
    """Return the locality of a place in one of its postcodes; a merged commune goes to line 5."""
    found = gazetteer()
    if place.kind == "old":
        today = found.communes[place.parent]
        short = found.short.get(today.insee, "")
        return Locality(code, today.name, today.insee, "", place.name, short, (*reasons, "town.merged"))
    return Locality(code, place.name, _insee(place, code), "", "", found.short.get(place.insee, ""), reasons)


def _listed(code: str, key: str, known: list[Place]) -> Locality:
    """Resolve a town against the places of its postcode: exact, partial, mistyped, elsewhere."""
    place = _exact(known, key) or _exact(known, _bare(key), bare=True)
    if place:
        return _confirmed(code, place)
    if partial := _partial(known, key):
        return _confirmed(code, partial, "town.name_completed")
    elsewhere = gazetteer().by_key.get(key)
    near = any(department(p.postcodes[0]) == department(code) for p in elsewhere or ())
    if not near and (mistyped := mistyped_town(known, key)):
        return _confirmed(code, mistyped, "town.typo")
    return _elsewhere(code, key, elsewhere) if elsewhere else _unknown(code, known)


def _exact(known: list[Place], key: str, *, bare: bool = False) -> Place | None:
    """Return the place of that name: a commune of today before a delivery label before an old commune."""
    same = [
        place
        for place in known
        if (_bare(place.key) if bare else place.key) == key and place.kind != "district"
    ]
    return min(same, key=lambda place: ("commune", "label", "old").index(place.kind), default=None)


def _bare(key: str) -> str:
    """Return a key without its article and its link words: ``le mans`` -> ``mans``."""
    return " ".join(word for word in key.split() if word not in LINKS) or key


def _partial(known: list[Place], key: str) -> Place | None:
    """Return the only place whose name begins with the words typed (``levallois`` in 92300)."""
    if len(key) < 4 or key in ("saint", "sainte", "notre dame", "ville", "mont", "vieux"):
        return None
    found = {p.key: p for p in known if p.kind != "district" and _bare(p.key).startswith(_bare(key) + " ")}
    return next(iter(found.values())) if len(found) == 1 else None


def mistyped_town(known: list[Place], key: str, most: int = 2) -> Place | None:
    """Return the only place that explains the name by one typing error, two in a long name (at most ``most``)."""
    limit = 0 if len(key) < 4 else 1 if len(key) < 9 else most
    scored = {
        p.key: (d, p) for p in known if p.kind != "district" and (d := _errors(p.key, key, limit)) <= limit
    }
    best = sorted(scored.values(), key=lambda pair: pair[0])
    if not limit or not best or (len(best) > 1 and best[0][0] == best[1][0]):
        return None
    return best[0][1]


def _errors(key: str, typed: str, limit: int) -> int:
    if key.replace(" ", "") == typed.replace(" ", ""):
        return 0
    return edits(key, typed, limit) if abs(len(key) - len(typed)) <= limit else limit + 1


def _elsewhere(code: str, key: str, elsewhere: list[Place]) -> Locality:
    """A town of the list that has another postcode: same department, usable; another one, contradictory."""
    near = [p for p in elsewhere if department(p.postcodes[0]) == department(code)]
    choice = near or elsewhere
    codes = {c for p in choice for c in p.postcodes}
    proposal = Proposal(min(codes), choice[0].name) if len(codes) == 1 else None
    reason = "postcode.of_neighbour" if near else "postcode.contradicts_town"
    return Locality(code, choice[0].name, reasons=(reason,), proposal=proposal)


def _unknown(code: str, known: list[Place]) -> Locality:
    """A postcode of the list with a name that is not: a hamlet, perhaps; offer the postcode's only commune."""
    communes = [place for place in known if place.kind == "commune"]
    proposal = Proposal(code, communes[0].name) if len(communes) == 1 else None
    return Locality(code, reasons=("town.unknown",), proposal=proposal)


def _without_town(code: str, known: list[Place]) -> Locality:
    communes = [place for place in known if place.kind == "commune"]
    if len(communes) == 1:
        return _confirmed(code, communes[0], "town.completed")
    return Locality(code, reasons=("town.missing",))


def _without_postcode(key: str, district: int) -> Locality:
    if district:
        place = gazetteer().by_key[key][0]
        return _confirmed(district_postcode(key, district), place, "postcode.completed")
    places = places_named(key)
    if not key:
        return Locality(reasons=("postcode.missing", "town.missing"))
    communes = [place for place in places if place.kind == "commune"]
    if len(places) == 1 and len(places[0].postcodes) == 1:
        named = () if places[0].key == key else ("town.name_completed",)
        return _confirmed(places[0].postcodes[0], places[0], *named, "postcode.completed")
    if not places:
        return Locality(reasons=("postcode.missing", "town.unknown"))
    biggest = max(communes, key=lambda place: place.population, default=None)
    name = (biggest or places[0]).name
    return Locality(
        town=name, insee=biggest.insee if biggest and len(places) == 1 else "", reasons=("postcode.missing",)
    )


def places_named(key: str) -> list[Place]:
    """Return the places of a folded name: as it is, without an article too many, or the only one that begins so."""
    found = gazetteer().by_key.get(key)
    if not found and key.partition(" ")[0] in ARTICLES:
        found = gazetteer().by_key.get(key.partition(" ")[2])
    return found or _shortened().get(key, [])


@lru_cache(1)
def _shortened() -> dict[str, list[Place]]:
    """Return the beginnings that name one commune (``levallois`` for Levallois-Perret), where the first word is telling."""
    begun: dict[str, list[Place]] = {}
    for place in gazetteer().communes.values():
        words = place.key.split()
        if len(words) > 1 and place.kind == "commune" and len(words[0]) > 5 and words[0] not in _TELL_NOTHING:
            for size in range(1, len(words)):
                begun.setdefault(" ".join(words[:size]), []).append(place)
    return {
        key: places
        for key, places in begun.items()
        if len(places) == 1 and key.rsplit(" ", 1)[-1] not in LINKS and key not in gazetteer().by_key
    }


def _short_postcode(code: str, key: str, district: int) -> Locality:
    """A postcode of four digits: its leading zero is put back where the town confirms it, else only proposed."""
    whole = "0" + code
    known = gazetteer().by_postcode.get(whole, [])
    if known and key:
        found = _resolve(whole, key, district, cedex=False)
        if found.insee:
            return found._replace(reasons=("postcode.leading_zero", *found.reasons))
    communes = [place for place in known if place.kind == "commune"]
    proposal = Proposal(whole, communes[0].name if len(communes) == 1 else "") if known else None
    return Locality(code, reasons=("postcode.short",), proposal=proposal)


def _unlisted(code: str, key: str, district: int, cedex: bool) -> Locality:
    """A postcode that is not of the list: a CEDEX, a special code of a big town, a mistake or no postcode."""
    if not (len(code) == 5 and code.isdigit()):
        if mended := _mistyped_digits(code, key, district):
            return mended
        found = _without_postcode(key, district)
        return found._replace(reasons=("postcode.invalid", *found.reasons))
    if code[:2] == "00" and key == "armees":
        return Locality(code, "Armées", reasons=("postcode.army",))
    near = [
        place
        for place in gazetteer().by_key.get(key, ())
        if department(place.postcodes[0]) == department(code)
    ]
    if near:
        return Locality(code, near[0].name, reasons=("postcode.unlisted",), proposal=_only_postcode(key))
    if cedex and department(code) in _departments():
        return Locality(code, reasons=("postcode.unlisted",))
    reason = "postcode.contradicts_town" if key in gazetteer().by_key else "postcode.unknown"
    return Locality(code, reasons=(reason,), proposal=_only_postcode(key))


def _mistyped_digits(code: str, key: str, district: int) -> Locality | None:
    """Read the letters O, I and L as the digits that they look like, where the town confirms it."""
    digits = code.translate(_LOOKALIKES)
    if not (key and digits in gazetteer().by_postcode):
        return None
    found = _resolve(digits, key, district, cedex=False)
    return found._replace(reasons=("postcode.typo", *found.reasons)) if found.insee else None


@lru_cache(1)
def _departments() -> frozenset[str]:
    return frozenset(department(code) for code in gazetteer().by_postcode)


def _only_postcode(key: str) -> Proposal | None:
    """Return the postcode of a town that exists once and has one postcode."""
    places = gazetteer().by_key.get(key, [])
    if len(places) == 1 and len(places[0].postcodes) == 1:
        return Proposal(places[0].postcodes[0], places[0].name)
    return None


def _with_cedex(found: Locality, cedex: str) -> Locality:
    """A CEDEX postcode is of no public list: it is believed, and said to be unconfirmed."""
    if found.reasons in (("postcode.unlisted",), ("town.unknown",), ("postcode.of_neighbour",)):
        return found._replace(cedex=cedex, reasons=("cedex.unlisted",), proposal=None)
    return found._replace(cedex=cedex)


def _shown(town: str, key: str) -> str:
    """Return an unconfirmed town in the form shown to people."""
    cleaned = re.sub(r"\bcedex\b.*|[0-9]{5}", " ", town, flags=re.IGNORECASE)
    return title(cleaned) if open_town(fold(cleaned)) == key else title(key)
