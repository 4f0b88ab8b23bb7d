"""How tills and forms spoil what they hold: slips on one cell, and habits that strike a record now and then."""

from collections.abc import Callable

from habitue.show.demo.chance import Rnd, pick, spread
from habitue.show.demo.data import table
from habitue.show.demo.misspelling import Slip
from habitue.show.demo.noise import Family, Noise

Cells = list[str]
Habit = Callable[[Cells, Rnd], None]
Strikes = tuple[tuple[Family, float, Habit], ...]
"""Habits of which at most one strikes a record: the family of each, and how many records in a thousand it strikes."""

DOMAIN_SLIPS = {row[0]: row[1].split(",") for row in table("domain_slips.tsv")}


# Slips of anything but names, which are in `misspelling`.


def wrong_digit(text: str, rnd: Rnd) -> str:
    """Get one digit of the second half wrong."""
    places = [i for i in range(len(text) // 2, len(text)) if text[i].isdigit()]
    if not places:
        return text
    place = pick(places, rnd)
    return text[:place] + str((int(text[place]) + 1 + int(rnd() * 9)) % 10) + text[place + 1 :]


def eat_zero(text: str, _rnd: Rnd) -> str:
    """Lose the zero in front, as a spreadsheet does."""
    return text[1:] if text.startswith("0") else text


def lower(text: str, _rnd: Rnd) -> str:
    """Type without capitals."""
    return text.lower()


def upper(text: str, _rnd: Rnd) -> str:
    """Type in capitals, accents kept."""
    return text.upper()


def trailing_space(text: str, _rnd: Rnd) -> str:
    """Leave a space behind."""
    return f"{text} "


def double_space(text: str, _rnd: Rnd) -> str:
    """Hit the space bar twice."""
    return text.replace(" ", "  ", 1)


def exchange_day_and_month(text: str, _rnd: Rnd) -> str:
    """Write a French date (DD/MM/YYYY) the American way round."""
    return f"{text[3:5]}/{text[:2]}{text[5:]}" if len(text) >= 10 else text


def domain_slip(text: str, rnd: Rnd) -> str:
    """Miss a letter of a usual mail domain; another person's mailbox can never come out of it."""
    local, _, domain = text.partition("@")
    slips = DOMAIN_SLIPS.get(domain)
    return f"{local}@{pick(slips, rnd)}" if slips else text


def mojibake(text: str, _rnd: Rnd) -> str:
    """Read UTF-8 as if it were Windows-1252: Ã© for é."""
    return text if text.isascii() else text.encode().decode("cp1252", "replace")


def scientific(text: str, _rnd: Rnd) -> str:
    """Show a long number as a spreadsheet does: 2.9E+12."""
    return f"{float(text):.1E}" if text.isdigit() and len(text) > 11 else text


# Habits: what strikes a whole record.


def on(column: int, slip: Slip) -> Habit:
    """Return the habit of spoiling one column, when it is filled."""

    def habit(cells: Cells, rnd: Rnd) -> None:
        if cells[column]:
            cells[column] = slip(cells[column], rnd)

    return habit


def on_each(columns: tuple[int, ...], slip: Slip) -> Habit:
    """Return the habit of spoiling several columns of a record in the same way."""

    def habit(cells: Cells, rnd: Rnd) -> None:
        for column in columns:
            if cells[column]:
                cells[column] = slip(cells[column], rnd)

    return habit


def instead(column: int, texts: tuple[str, ...]) -> Habit:
    """Return the habit of typing something in an obligatory field to get past it."""

    def habit(cells: Cells, rnd: Rnd) -> None:
        cells[column] = pick(texts, rnd)

    return habit


def swap(one: int, other: int) -> Habit:
    """Return the habit of filling two fields the wrong way round, when both are filled."""

    def habit(cells: Cells, _rnd: Rnd) -> None:
        if cells[one] and cells[other]:
            cells[one], cells[other] = cells[other], cells[one]

    return habit


def join(into: int, emptied: int, template: str = "{} {}") -> Habit:
    """Return the habit of typing two fields into one and leaving the other blank."""

    def habit(cells: Cells, _rnd: Rnd) -> None:
        if cells[into] and cells[emptied]:
            cells[into], cells[emptied] = template.format(cells[into], cells[emptied]), ""

    return habit


def drawn_from(strikes: Strikes, noise: Noise) -> list[Habit | None]:
    """Return a thousand slots to draw a habit from, as often as the noise has it; the rest is careful typing."""
    pairs = [(habit, weight * noise.of(family)) for family, weight, habit in strikes]
    careful: list[tuple[Habit | None, float]] = [(None, 1_000 - sum(weight for _, weight in pairs))]
    return spread(careful + list(pairs), 1_000)
