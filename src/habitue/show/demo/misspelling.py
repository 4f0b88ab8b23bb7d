"""How a name goes wrong between the mouth and the screen: keys, ears, and names told short.

A slip takes a text and a stream of numbers and returns the spoilt text; a text too short for it comes back as it was.
"""

from collections.abc import Callable
from functools import lru_cache

from habitue.show.demo.chance import Rnd, pick, spread
from habitue.show.demo.data import capitals, table

Slip = Callable[[str, Rnd], str]
ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
"""The letters of a French keyboard."""
NEIGHBOURS = {
    key: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    for row in ROWS
    for place, key in enumerate(row)
}
HEARD = tuple((row[0], tuple(row[1].split(","))) for row in table("hearing.tsv"))
"""Spellings that sound alike; `^` is the beginning of the name, where only these change, and `$` its end."""
NICKNAMES = {capitals(row[0]): tuple(row[1].split(",")) for row in table("nicknames.tsv")}


# Keys


def transpose(text: str, rnd: Rnd) -> str:
    """Exchange two neighbouring letters, never the first."""
    if len(text) < 4:
        return text
    place = 1 + int(rnd() * (len(text) - 2))
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def drop_letter(text: str, rnd: Rnd) -> str:
    """Lose one letter, never the first."""
    if len(text) < 3:
        return text
    place = 1 + int(rnd() * (len(text) - 1))
    return text[:place] + text[place + 1 :]


def double_letter(text: str, rnd: Rnd) -> str:
    """Type one letter twice."""
    if len(text) < 3:
        return text
    place = 1 + int(rnd() * (len(text) - 1))
    return text[:place] + text[place] + text[place:]


def neighbour_key(text: str, rnd: Rnd) -> str:
    """Hit the key beside."""
    place = int(rnd() * len(text))
    beside = NEIGHBOURS.get(text[place].lower())
    if not beside:
        return text
    wrong = pick(beside, rnd)
    return text[:place] + (wrong.upper() if text[place].isupper() else wrong) + text[place + 1 :]


# Ears


def misheard(text: str, rnd: Rnd) -> str:
    """Write a name as it sounds: MATIEU for MATHIEU, GAUTHIER for GAUTIER."""
    heard = alike(text.upper())
    if not heard:
        return text
    name = pick(heard, rnd)
    return name if text.isupper() else name.title()


@lru_cache(maxsize=65_536)
def alike(name: str) -> tuple[str, ...]:
    """Return the other spellings of a name in capitals, each one change away."""
    marked, found = f"^{name}$", []
    for sound, spellings in HEARD:
        place = marked.find(sound, 0 if sound[0] == "^" else 2)
        if place >= 0:
            found += [marked[:place] + spelling + marked[place + len(sound) :] for spelling in spellings]
    return tuple(dict.fromkeys(spelling[1:-1] for spelling in found))


TYPOS: list[Slip] = spread(
    [(misheard, 30), (transpose, 20), (drop_letter, 20), (neighbour_key, 18), (double_letter, 12)], 100
)


def mistyped(text: str, rnd: Rnd) -> str:
    """Make any one of the errors above; where it changes nothing (the two Ts of MATTHIEU exchanged), lose a letter."""
    spoilt = pick(TYPOS, rnd)(text, rnd)
    return spoilt if spoilt != text else drop_letter(text, rnd)


# Names told short


def nickname(text: str, rnd: Rnd) -> str:
    """Use the familiar form of a first name, when there is one."""
    familiar = NICKNAMES.get(capitals(text).replace(" ", "-"))
    if familiar is None:
        return text
    name = pick(familiar, rnd)
    return capitals(name) if text.isupper() else name


def initial(text: str, rnd: Rnd) -> str:
    """Keep the first letter only."""
    return text[0] if rnd() < 0.5 else f"{text[0]}."


def cut_compound(text: str, rnd: Rnd) -> str:
    """Cut a compound first name: Marie-Christine becomes Marie, M.Christine, M Christine, Christine or MC."""
    one, _, two = text.replace(" ", "-").partition("-")
    if not one or not two:
        return text
    forms = (
        one,
        one,
        one,
        one,
        f"{one[0]}.{two}",
        f"{one[0]}.{two}",
        f"{one[0]} {two}",
        two,
        one[0] + two[0],
    )
    return pick(forms, rnd)


def half(text: str, rnd: Rnd) -> str:
    """Keep one half of a double surname, mostly the first."""
    one, _, two = text.partition("-")
    if not one or not two:
        return text
    return one if rnd() < 0.6 else two
