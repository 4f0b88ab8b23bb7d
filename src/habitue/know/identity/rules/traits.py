"""What matching sees of a record: values folded until two spellings of one thing are one text. Absent is ''."""

from functools import lru_cache
from typing import NamedTuple

from habitue.know.identity.rules.folding import key, sound
from habitue.know.identity.rules.names.data import first_names, nicknames
from habitue.know.identity.rules.names.words import PARTICLES

_REAL = 27
"""Borne by at least 500 people (see `names.data`): a name of its own, not a slip of the finger."""
_SILENT = frozenset({"marie", "mohamed", "mohammed"})
_WOMAN, _MAN = ("Mme", "Mlle"), ("M.",)


class Traits(NamedTuple):
    """One record's comparable values; `bulk.statements` derives the same in SQL.

    * `first_root`: the first name that nicknames stand for, whole; `first_second`: another one that they may stand
      for; `first_head`: the first word of it;
      `first_tail`: of its last word when it has several; `first_silent`: the tail of a compound whose head is often left
      out (Marie-Sophie); `first_kind`: 'm', 'f', 'b' (both) for a name that people really bear, '' for any other;
      `first_four`: the beginning of a longer one, as mailboxes shorten it; `first_initials`: those of a
      compound ("jp").
    * `first_letters`, `last_letters`: the letters in order, so that two exchanged ones show as the same letters.
    * `heard`: the sounds of first name and surname in order of the alphabet: exchanged ones are heard alike.
      `initial_last`: initial and surname, as mailboxes are named.
    * `last_large`: the surname without particles and blanks; `last_part`: its first word, `last_rest`: its last, when it has
      several; `birth_last`: the name at birth.
    * `local`: the e-mail before the @, `mail`: its letters, `mail_odd`: all of it when it holds figures.
    * `born`: YYYYMMDD; `born_day`: the same with the smaller of month and day first; `born_digits`: its digits in order;
      `born_four`: its year, `born_vague`: the same where the day is the first of January, which says that it was not known.
    * `street`, `town`, `place`: folded words; `number`: house number with its repetition.
    """

    record: str
    source: str
    first: str
    first_root: str
    first_second: str
    first_head: str
    first_tail: str
    first_silent: str
    first_sound: str
    first_letters: str
    first_kind: str
    first_four: str
    first_initials: str
    first_joined: str
    heard: str
    initial_last: str
    last: str
    last_joined: str
    last_large: str
    last_sound: str
    last_letters: str
    last_part: str
    last_rest: str
    birth_last: str
    sex: str
    born: str
    born_day: str
    born_digits: str
    born_four: str
    born_vague: str
    email: str
    local: str
    mail: str
    mail_odd: str
    mobile: str
    landline: str
    card: str
    number: str
    street: str
    place: str
    postcode: str
    town: str


class FirstTraits(NamedTuple):
    """What is derived of a folded first name."""

    root: str
    second: str
    head: str
    tail: str
    silent: str
    sound: str
    letters: str
    kind: str


class LastTraits(NamedTuple):
    """What is derived of a folded surname."""

    large: str
    sound: str
    letters: str
    part: str
    rest: str


@lru_cache(maxsize=1 << 17)
def first_traits(first: str) -> FirstTraits:
    """The derived values of a folded first name."""
    if not first:
        return FirstTraits("", "", "", "", "", "", "", "")
    head, _, rest = first.partition(" ")
    root, tail = first_root(first), first_root(rest.rpartition(" ")[2])
    known = first_names().get(first)
    kind = (known.gender or "b") if known and known.score >= _REAL else ""
    silent = tail if head in _SILENT else ""
    heard = sound(root.replace(" ", ""))
    head_root = first_root(head).partition(" ")[0]
    return FirstTraits(
        root, first_roots(first)[1], head_root, tail, silent, heard, "".join(sorted(first)), kind
    )


@lru_cache(maxsize=1 << 17)
def first_roots(first: str) -> tuple[str, str]:
    """The full first name that a listed form stands for, of several the one most people bear; and the first of the other
    sex, or else the next, or ''.
    """
    known = first_names()
    full = sorted(
        nicknames().get(first, ()), key=lambda name: (-known[name].score if name in known else 0, name)
    )
    if len(full) < 2:
        return (full or [first])[0], ""
    sex = known[full[0]].gender if full[0] in known else ""
    of_other = [name for name in full[1:] if name in known and known[name].gender not in ("", sex)]
    return full[0], (of_other or full[1:])[0]


def first_root(first: str) -> str:
    """The full first name that a form stands for."""
    return first_roots(first)[0]


@lru_cache(maxsize=1 << 18)
def last_traits(last: str) -> LastTraits:
    """The derived values of a folded surname."""
    if not last:
        return LastTraits("", "", "", "", "")
    words = [word for word in last.split() if word not in PARTICLES] or last.split()
    large = "".join(words)
    part, rest = (words[0], words[-1]) if len(words) > 1 else (large, "")
    return LastTraits(large, sound(large), "".join(sorted(large)), part, rest)


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Any text as folded words."""
    return key(text)


def initials(first: str) -> str:
    """The initials of a compound first name of two words ("jean paul": "jp"); '' of any other."""
    words = first.split(" ")
    return words[0][0] + words[1][0] if len(words) == 2 else ""


def sex_of(civility: str) -> str:
    """'f', 'm' or ''."""
    return "f" if civility in _WOMAN else "m" if civility in _MAN else ""


def mail_letters(email: str) -> str:
    """What stands before the @ of a matching key without figures and dots: "marie.dupont59@..." gives "mariedupont"."""
    return email.partition("@")[0].translate(_NO_FIGURES)


def mail_odd(email: str) -> str:
    """What stands before the @ when it holds a figure, which is more a person's own than a name is; else ''."""
    local = email.partition("@")[0]
    return local if len(local) >= 6 and any(figure in local for figure in "0123456789") else ""


NOT_LETTERS = "0123456789._-+"
_NO_FIGURES = str.maketrans("", "", NOT_LETTERS)


def day_and_month(born: str) -> str:
    """YYYYMMDD with the smaller of month and day first: the same text when a form had them exchanged."""
    year, month, day = born[:4], born[4:6], born[6:8]
    return year + month + day if month <= day else year + day + month


def traits(
    record: str,
    source: str,
    *,
    first: str,
    last: str,
    birth_name: str,
    civility: str,
    born: str,
    email: str,
    mobile: str,
    landline: str,
    card: str,
    number: str,
    street: str,
    place: str,
    postcode: str,
    town: str,
) -> Traits:
    """The traits of one record from its normal values (`first`, `last`: folded keys; unusable values: '')."""
    given, family = first_traits(first), last_traits(last)
    return Traits(
        record,
        source,
        first,
        *given,
        first[:4] if len(first) > 4 else "",
        initials(first),
        first.replace(" ", ""),
        " ".join(sorted((given.sound, family.sound))) if first and last else "",
        f"{first[:1]}{last.replace(' ', '')}" if first and last else "",
        last,
        last.replace(" ", ""),
        *family,
        last_traits(folded(birth_name)).large,
        sex_of(civility),
        born,
        day_and_month(born),
        "".join(sorted(born)),
        born[:4],
        born[:4] if born.endswith("0101") else "",
        email,
        email.partition("@")[0],
        mail_letters(email),
        mail_odd(email),
        mobile,
        landline,
        card,
        folded(number),
        folded(street),
        folded(place),
        postcode,
        folded(town),
    )
