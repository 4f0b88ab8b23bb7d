"""The second wave: what the four sources send some days later, for everything that has to do with updates."""

from datetime import date
from pathlib import Path

from habitue.show.demo.chance import Rnd, stream
from habitue.show.demo.data import mail_part
from habitue.show.demo.generate import DemoFiles, Row, Wave, Writer
from habitue.show.demo.households import SECOND_KEY, Households
from habitue.show.demo.noise import USUAL, Noise
from habitue.show.demo.people import mobile
from habitue.show.demo.sources import ALL, Source

NEWER, LATE, SAME = 0.60, 0.15, 0.10
"""Shares of the wave that are newer versions, older ones that come late (where there is an older one), and lines sent
again as they were; the rest are new people."""


def write_update(
    out: Path, *, people: int, seed: int = 1, today: date, noise: Noise = USUAL, share: float = 0.05
) -> DemoFiles:
    """Write the wave that follows `generate` with the same people, seed, day and noise: about `share` of its rows.

    The files have the same names and form. Newer versions are dated the day before `today`, which no row of the first
    wave is; late ones carry the key of a row of the first wave and an older date, and must change nothing. The truth
    holds the lines of this wave only, with the first wave's numbers for its people. All is made again from the seed:
    this takes as long as the first wave.

    Raises:
        ValueError: when the share is not above 0 and at most 1.


    """
    if not 0 < share <= 1:
        raise ValueError("the share of the rows that the second wave touches lies above 0, at most at 1")
    maker = Households(seed, today, noise)
    first, rnd = Wave(maker, seed, today, noise), stream(seed, "second wave")
    with Writer(out, every=0) as writer:
        for place, row in first.rows(people):
            chance = rnd() / share
            if chance < NEWER + LATE + SAME:
                writer.write(place, changed(ALL[place], row, today, chance, rnd))
        newcomers = max(1, int(people * share * (1 - NEWER - LATE - SAME)))
        second = Wave(maker, seed, today, noise, "newcomers", history=0, quiet=1, keys=first.keys)
        for place, row in second.rows(newcomers):
            writer.write(place, row)
    return writer.files(people + newcomers, maker.households)


def changed(source: Source, row: Row, today: date, chance: float, rnd: Rnd) -> Row:
    """Return the version of a row that the second wave holds."""
    cells = list(row.cells)
    if chance < NEWER:
        renew(source, cells, row, rnd)
        cells[source.changed] = source.stamp(today.toordinal() - 1, rnd)
    elif chance < NEWER + LATE and row.changed > row.created:
        cells[source.mobile] = source.phone(new_mobile(row, 3), rnd)
        cells[source.changed] = source.stamp(row.created + int(rnd() * (row.changed - row.created)), rnd)
    return Row(cells, row.person, row.created, row.changed)


def renew(source: Source, cells: list[str], row: Row, rnd: Rnd) -> None:
    """Change what people change: the mobile, the e-mail where it is no key, or the name, now written right."""
    chance, person = rnd(), row.person
    if chance < 0.4:
        cells[source.mobile] = source.phone(new_mobile(row, 2), rnd)
    elif chance < 0.65 and source.key is not None:
        cells[source.mail] = f"{mail_part(person.first)}.{mail_part(person.last)}.{person.number}@laposte.net"
    else:
        last, first = source.names
        cells[last], cells[first] = person.last, person.first


def new_mobile(row: Row, generation: int) -> str:
    """Return a number that nobody has had before."""
    return mobile(row.person.number + generation * SECOND_KEY, row.person.household.address.town)
