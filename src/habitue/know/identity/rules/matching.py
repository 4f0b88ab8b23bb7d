"""First matching: do the names and birth dates of two records contradict each other?

A contradiction forbids a merge, whatever identifier both records share; a missing value never contradicts.
When in doubt the rules contradict: a merge that was missed is found later, two people in one record are told off
by both. The judgement calls, each with a test:

* A short first name agrees with a compound that begins with it (Jean, Jean-Pierre), and with one that ends with it
  only after Marie or Mohamed, which are often silent (Marie-Sophie, Sophie). Jean-Pierre is neither Pierre nor
  Jean-Paul.
* One typing error makes two forms of one name, unless both are names that people really bear (at least 500): then
  they must sound alike and not be names of different sexes (Mathieu, Matthieu; but not Marie, Mario; Lola, Lila).
* A surname agrees with one of its own parts (Martin, Martin-Durand), with the other's name at birth, and within one
  or two typing errors. Different surnames beside one and the same first name, unless it is a man's, do not
  contradict: marriage.
"""

from datetime import date
from functools import lru_cache

from habitue.know.identity.rules.folding import edits, key, sound
from habitue.know.identity.rules.names.data import FirstName, first_names, nicknames
from habitue.know.identity.rules.names.words import PARTICLES, SMALL
from habitue.know.identity.types.values import IdentityLike, NameLike

FIRST_DIFFERS, LAST_DIFFERS, BIRTH_DIFFERS = "first.differs", "last.differs", "birth.differs"
# Borne by at least 500 people: a name of its own, not a slip of the finger.
_REAL = 27
_SILENT = frozenset({"marie", "mohamed", "mohammed"})


def names_contradict(a: NameLike, b: NameLike) -> str | None:
    """The reason why both names cannot be one person's (`first.differs`, `last.differs`), or None. Symmetric."""
    first_a, last_a, first_b, last_b = a.first_key, a.last_key, b.first_key, b.last_key
    if last_a == last_b:
        return (
            None
            if first_a == first_b or firsts_agree(first_a, first_b)
            else _unless_swapped(a, b, FIRST_DIFFERS)
        )
    if not (first_a == first_b or firsts_agree(first_a, first_b)):
        return _unless_swapped(a, b, FIRST_DIFFERS)
    if lasts_agree(last_a, last_b) or _birth_name_agrees(a, b) or _may_have_married(first_a, first_b):
        return None
    return _unless_swapped(a, b, LAST_DIFFERS)


def identity_contradicts(a: IdentityLike, b: IdentityLike) -> str | None:
    """Names and birth dates together: the first reason found, or None. Symmetric.

    Equal birth dates and first names forgive different surnames (marriage, adoption, a husband's name).
    """
    born_a, born_b = a.birth_date, b.birth_date
    same_day = born_a is not None and born_a == born_b
    if born_a and born_b and not same_day and not births_agree(born_a, born_b):
        return BIRTH_DIFFERS
    reason = names_contradict(a, b)
    return None if same_day and reason == LAST_DIFFERS else reason


def firsts_agree(a: str, b: str) -> bool:
    """Whether two folded first names may be one person's. Symmetric; nothing written agrees with all."""
    return a == b or (_firsts(a, b) if a < b else _firsts(b, a))


def lasts_agree(a: str, b: str) -> bool:
    """Whether two folded surnames may be one. Symmetric; nothing written agrees with all."""
    return a == b or (_lasts(a, b) if a < b else _lasts(b, a))


@lru_cache(maxsize=1 << 17)
def _firsts(a: str, b: str) -> bool:
    if not a or not b or a.replace(" ", "") == b.replace(" ", ""):
        return True
    return _one_person(a, b) or _words_agree(a.split(), b.split())


def _one_person(a: str, b: str) -> bool:
    """Nickname, other spelling, or one slip of the finger."""
    known_a, known_b = _borne(a), _borne(b)
    two_sexes = known_a is not None and known_b is not None and {known_a.gender, known_b.gender} == {"m", "f"}
    if _short_form(a, b, through_another=not two_sexes):
        return True
    if known_a and known_b:
        return not two_sexes and sound(a) == sound(b)
    return _slip(a, b) or (sound(a) == sound(b) and min(len(a), len(b)) >= 4) or _cut(a, b)


def _short_form(a: str, b: str, *, through_another: bool) -> bool:
    """One is a listed form of the other, or both are of a third ("Momo", "Mohammed"; but not "Lea", "Leo")."""
    forms_a, forms_b = nicknames().get(a, frozenset((a,))), nicknames().get(b, frozenset((b,)))
    return a in forms_b or b in forms_a or (through_another and not forms_a.isdisjoint(forms_b))


def _borne(name: str) -> FirstName | None:
    """The frequencies of a first name that enough people bear to be meant."""
    known = first_names().get(name)
    return known if known and known.score >= _REAL else None


def _slip(a: str, b: str) -> bool:
    """One typing error: anywhere in a long enough word, after the first letter of a word of three that is no name."""
    short = min(a, b, key=len)
    if len(short) < 4 and (len(short) < 3 or a[0] != b[0] or short in first_names()):
        return False
    return edits(a, b, 1) <= 1


def _cut(a: str, b: str) -> bool:
    """One is the other cut by a narrow column of a till."""
    short, long = sorted((a, b), key=len)
    return len(short) >= 6 and long.startswith(short) and not _borne(short)


def _words_agree(a: list[str], b: list[str]) -> bool:
    """Initials and compounds, word by word, over the words that both have."""
    short, long = sorted((a, b), key=len)
    if _each_agrees(short, long):
        return True
    return (
        len(short) < len(long) and long[0] in _SILENT and _each_agrees(short, long[1:]) and len(short[0]) > 1
    )


def _each_agrees(short: list[str], long: list[str]) -> bool:
    """Whether every word of the shorter name agrees with the word at its place in the longer one."""
    return all(_word_agrees(left, right) for left, right in zip(short, long, strict=False))


def _word_agrees(a: str, b: str) -> bool:
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return _one_person(a, b)


@lru_cache(maxsize=1 << 17)
def _lasts(a: str, b: str) -> bool:
    joined_a, joined_b = a.replace(" ", ""), b.replace(" ", "")
    if not a or not b or joined_a == joined_b or _large(a) == _large(b):
        return True
    words_a, words_b = _words(a), _words(b)
    if words_a <= words_b or words_b <= words_a:
        return True
    return _last_typed(joined_a, joined_b) or (
        len(words_a) == len(words_b) == 1 and _same_word(words_a, words_b)
    )


def _words(surname: str) -> frozenset[str]:
    """The words that count; a surname made of particles alone keeps them."""
    words = frozenset(surname.split())
    return words - PARTICLES or words


def _large(surname: str) -> str:
    """A surname without its small particles, in one piece ("de la tour" -> "latour")."""
    return "".join(word for word in surname.split() if word not in SMALL) or surname


def _same_word(a: frozenset[str], b: frozenset[str]) -> bool:
    """Particles apart, one slip, or an initial ("D." for Dupont)."""
    (left,), (right,) = a, b
    return _last_typed(left, right) or (min(len(left), len(right)) == 1 and left[0] == right[0])


def _last_typed(a: str, b: str) -> bool:
    """Typing errors (two in a long surname), the same sound, or cut by a narrow column."""
    shortest = min(len(a), len(b))
    if shortest < 4:
        return False
    if edits(a, b, 2) <= (2 if shortest >= 7 else 1) or sound(a) == sound(b):
        return True
    return shortest >= 6 and (a.startswith(b) or b.startswith(a))


def _birth_name_agrees(a: NameLike, b: NameLike) -> bool:
    """One's name at birth is the other's surname, or both were born with the same."""
    born_a, born_b = key(a.birth) if a.birth else "", key(b.birth) if b.birth else ""
    pairs = ((born_a, b.last_key), (born_b, a.last_key), (born_a, born_b))
    return any(left and right and lasts_agree(left, right) for left, right in pairs)


def _may_have_married(first_a: str, first_b: str) -> bool:
    """The same whole first name, and not one of men alone."""
    if first_a != first_b or len(first_a) < 3:
        return False
    known = first_names().get(first_a) or first_names().get(first_a.partition(" ")[0])
    return known is None or known.gender != "m"


def _unless_swapped(a: NameLike, b: NameLike, reason: str) -> str | None:
    """No contradiction when one record has first name and surname in each other's place."""
    if not (a.first_key and a.last_key and b.first_key and b.last_key):
        return None if _first_in_last(a, b) or _first_in_last(b, a) else reason
    swapped = lasts_agree(a.first_key, b.last_key) and firsts_agree(a.last_key, b.first_key)
    other = lasts_agree(a.last_key, b.first_key) and firsts_agree(a.first_key, b.last_key)
    return None if swapped or other else reason


def _first_in_last(a: NameLike, b: NameLike) -> bool:
    """One record has a first name alone, which stands in the other's surname cell."""
    return bool(b.first_key) and not b.last_key and a.last_key == b.first_key


def births_agree(a: date, b: date) -> bool:
    """Whether two birth dates may be one, badly typed.

    Day and month exchanged, one digit wrong, two neighbouring digits exchanged, the century wrong, or the first of
    January (a year known alone) of the same year.
    """
    return a == b or (_births(a, b) if a < b else _births(b, a))


@lru_cache(maxsize=1 << 16)
def _births(a: date, b: date) -> bool:
    if a.year == b.year and (
        (a.month, a.day) == (b.day, b.month) or (1, 1) in ((a.month, a.day), (b.month, b.day))
    ):
        return True
    left, right = (f"{day.day:02}{day.month:02}{day.year:04}" for day in (a, b))
    wrong = [at for at in range(8) if left[at] != right[at]]
    if len(wrong) <= 1:
        return True
    if (a.month, a.day) == (b.month, b.day) and b.year - a.year == 100:
        return True
    first, last = wrong[0], wrong[-1]
    return last - first == 1 and left[first] == right[last] and left[last] == right[first]
