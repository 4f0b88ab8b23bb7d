"""Names of persons: one door, `normalise_name`.

French usage first: particles, compounds, names at birth; a civility is understood and never required.
"""

from msgspec.structs import replace

from habitue.know.identity.rules.names import parts
from habitue.know.identity.rules.names.parts import NOTHING, Part
from habitue.know.identity.rules.names.splitting import split_cell, split_full
from habitue.know.identity.rules.names.words import COUPLE
from habitue.know.identity.types.values import NameValue, State

_VALID, _DOUBTFUL = State.VALID, State.DOUBTFUL
_HARMLESS = frozenset({"name.split_by_case", "name.split_by_names"})
_CUTS = _HARMLESS | {"name.split_guess"}
_RARE_FIRST, _RARE_LAST, _SWAP_MARGIN = 5, 15, 25
_PASSES = 6
_NOBODY = NameValue("", "", "", "", "", "", State.EMPTY)


def normalise_name(first: str, last: str, civility: str = "", birth: str = "", full: str = "") -> NameValue:
    """The name of one person, from separate cells or from one cell that holds all of it (`full`).

    Never raises. `first_key` and `last_key` are folded for comparison and empty for a placeholder.
    """
    if birth or full or not first or not last:
        return _settled(_uncommon(first, last, civility, birth, full))
    name, surname = parts.first(first), parts.last(last)
    title = parts.civility(civility) if civility else ""
    if name.quiet and surname.quiet and not _odd_together(name, surname):
        return NameValue(title, name.text, surname.text, "", name.key, surname.key, _VALID)
    return _settled(_assemble(name, surname, title, "", []))


def _settled(value: NameValue) -> NameValue:
    """What was taken out of a cell may uncover more to take out: read the result again until it stays."""
    if value.state is not _DOUBTFUL:
        return value
    for _ in range(_PASSES):
        again = _uncommon(value.first, value.last, value.civility, value.birth, "")
        if (again.first, again.last, again.civility, again.birth) == (
            value.first,
            value.last,
            value.civility,
            value.birth,
        ):
            break
        reasons = (*value.reasons, *(reason for reason in again.reasons if reason not in value.reasons))
        state = again.state if again.state in (State.PLACEHOLDER, State.EMPTY, State.INVALID) else _DOUBTFUL
        value = replace(again, reasons=reasons, state=state)
    return value


def _odd_together(name: Part, surname: Part) -> bool:
    """Whether two cells that are fine alone repeat each other or look swapped."""
    if name.key == surname.key or (surname.as_first >= 27 and _looks_swapped(name, surname)):
        return True
    if name.single and surname.single:
        return False
    a, b = f" {name.key} ", f" {surname.key} "
    return a in b or b in a


def _uncommon(first: str, last: str, civility: str, birth: str, full: str) -> NameValue:
    """A cell is missing, or there is more than two."""
    if not (first or last or full or civility or birth):
        return _NOBODY
    reasons: list[str] = []
    split = None
    if not first and not last:
        split = split_full(full) if full else None
    elif not first or not last:
        split = split_cell(first, last)
    title = parts.civility(civility) if civility else ""
    if split:
        first, last, title = split.first, split.last, title or split.civility
        reasons.append(split.reason)
    born = parts.last(birth).text if birth else ""
    return _assemble(parts.first(first), parts.last(last), title, born, reasons)


def _assemble(name: Part, surname: Part, civility: str, birth: str, reasons: list[str]) -> NameValue:
    """Both parts together: placeholders, repetitions, swapped cells, and the state."""
    civility = civility or name.civility or surname.civility
    birth = birth or surname.birth or name.birth
    reasons = [*reasons, *name.reasons, *(reason for reason in surname.reasons if reason not in name.reasons)]
    if not (name.text or surname.text):
        return _nameless(civility, birth, reasons)
    if (name.junk or not name.text) and (surname.junk or not surname.text):
        return NameValue(
            civility, name.text, surname.text, "", "", "", State.PLACEHOLDER, (*reasons, "name.junk")
        )
    name, surname = _without_junk(name, surname, reasons)
    name, surname = _without_repetition(name, surname, reasons)
    reasons += _remarks(name, surname, civility)
    state = _VALID if _HARMLESS.issuperset(reasons) else _DOUBTFUL
    birth = "" if birth == surname.text else birth
    return NameValue(civility, name.text, surname.text, birth, name.key, surname.key, state, tuple(reasons))


def _nameless(civility: str, birth: str, reasons: list[str]) -> NameValue:
    """No name at all: nothing written, or nothing that could be one."""
    reasons = [reason for reason in reasons if reason not in _CUTS]
    state = State.INVALID if reasons else State.EMPTY
    return NameValue(civility, "", "", birth, "", "", state, tuple(reasons))


def _without_junk(name: Part, surname: Part, reasons: list[str]) -> tuple[Part, Part]:
    """A filler beside a real name ("Client" Dupont) is dropped."""
    if name.junk or surname.junk:
        reasons.append("name.junk_part")
    return (NOTHING if name.junk else name), (NOTHING if surname.junk else surname)


def _without_repetition(name: Part, surname: Part, reasons: list[str]) -> tuple[Part, Part]:
    """One cell repeats the other: "Jean DUPONT" | "DUPONT", or "Jean" | "DUPONT Jean"."""
    if name.key and surname.key and len(name.key) != len(surname.key):
        if rest := _without(name, surname):
            name = parts.first(rest)
            reasons.append("name.repeated")
        elif rest := _without(surname, name):
            surname = parts.last(rest)
            reasons.append("name.repeated")
    return name, surname


def _without(long: Part, short: Part) -> str:
    """The display text of `long` without the words of `short` at either end, or '' when they are not there."""
    if len(long.key) <= len(short.key) or "-" in long.text or "'" in long.text:
        return ""
    if long.key.endswith(" " + short.key):
        return " ".join(long.text.split()[: -len(short.key.split())])
    if long.key.startswith(short.key + " "):
        return " ".join(long.text.split()[len(short.key.split()) :])
    return ""


def _remarks(name: Part, surname: Part, civility: str) -> list[str]:
    """What is odd about a name that has at least one part."""
    found = []
    if civility == COUPLE:
        found.append("name.couple")
    if not surname.key:
        found.append("name.last_missing")
    if not name.key:
        found.append("name.first_missing")
    if parts.initials(name.key) or parts.initials(surname.key):
        found.append("name.initial")
    if name.key and name.key == surname.key:
        found.append("name.same_twice")
    elif name.key and surname.as_first >= 27 and _looks_swapped(name, surname):
        found.append("name.swapped_suspected")
    return found


def _looks_swapped(name: Part, surname: Part) -> bool:
    """Whether the other reading is some three hundred times likelier by the frequencies of names."""
    written = (name.as_first or _RARE_FIRST) + (surname.as_last or _RARE_LAST)
    swapped = (surname.as_first or _RARE_FIRST) + (name.as_last or _RARE_LAST)
    return swapped > written + _SWAP_MARGIN
