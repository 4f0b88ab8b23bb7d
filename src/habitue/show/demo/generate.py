"""Writes the demonstration's four source files, and the truth about them, as one stream: memory does not grow with people.

The stream is people -> visits -> rows, mixed within each file, then written. Every step draws from its own stream of
numbers, so that the second wave (`write_update`) can make the same rows again and change some of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from habitue.show.demo.chance import Rnd, pick, spread, stream
from habitue.show.demo.damage import damaged
from habitue.show.demo.households import Households
from habitue.show.demo.noise import USUAL, Noise
from habitue.show.demo.people import Person
from habitue.show.demo.sources import ALL, Slots, Visit
from habitue.show.demo.typing_habits import Cells

HISTORY = 3_300
"""Days of history in the files."""
QUIET_DAYS = 2
"""The files were exported two days before `today`: what changed since comes with the second wave."""
MIXED = 20_000
"""Rows of a file held back and mixed, so that a household's records do not stand together."""
WRITTEN_AT_ONCE = 4_000
BROKEN = 40
"""Broken lines wanted in each file, fewer in small ones: never more than one in a hundred."""
PRESENCE = spread(
    (
        *(("c", 12), ("b", 10), ("f", 6), ("n", 7), ("cb", 8), ("cf", 15), ("cn", 6), ("bf", 4)),
        *(("bn", 9), ("fn", 3), ("cbf", 6), ("cbn", 5), ("cfn", 7), ("bfn", 4), ("cbfn", 7)),
    ),
    1_024,
)
"""In which files somebody is: c tills, b web shop, f loyalty scheme, n newsletter."""
PRESENCE_WITHOUT_MAILBOX = spread((("c", 46), ("f", 22), ("cf", 32)), 1_024)
UNDER_BIRTH_NAME = 0.1
PLACES_IN_ALL = {"c": 0, "b": 1, "f": 2, "n": 3}
Progress = Callable[[int], None]


@dataclass(slots=True)
class Row:
    """One line to write: its cells, whose it is, and the days it was made and last changed."""

    cells: Cells
    person: Person
    created: int
    changed: int


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """What was written: the files by source, the truth, and how much of everything."""

    sources: dict[str, Path]
    truth: Path
    people: int
    households: int
    records: dict[str, int]
    """Good lines by source; each has its line in the truth."""
    broken: dict[str, int]
    """Lines by source that nobody can read as a record; they have none."""


def generate(
    out: Path,
    *,
    people: int,
    seed: int = 1,
    today: date,
    noise: Noise = USUAL,
    progress: Progress | None = None,
) -> DemoFiles:
    """Write the four source files and `truth.csv` for that many people into a folder, made when missing.

    The same people, seed, day and noise give the same bytes. `progress` is told how many people are done, now and then.
    `truth.csv` has the columns source, source_id, person_id, household_id, one line for each good line of the files.

    Raises:
        ValueError: when there are no people to make.

    """
    if people < 1:
        raise ValueError("a demonstration needs at least one person")
    maker = Households(seed, today, noise)
    with Writer(out, broken_every(people)) as writer:
        for place, row in Wave(maker, seed, today, noise).rows(people, progress):
            writer.write(place, row)
    return writer.files(people, maker.households)


def broken_every(people: int) -> int:
    """Return after how many good lines of a file a broken one comes."""
    return max(100, int(people * 0.4) // BROKEN)


@dataclass(slots=True)
class Wave:
    """Everything that the sources wrote up to a day, in the order of the files; keys follow on from those given."""

    maker: Households
    seed: int
    today: date
    noise: Noise = USUAL
    purpose: str = "rows"
    history: int = HISTORY
    quiet: int = QUIET_DAYS
    keys: list[int] = field(default_factory=lambda: [0] * len(ALL))
    slots: list[Slots] = field(init=False)

    def __post_init__(self) -> None:
        self.slots = [source.slots(self.noise) for source in ALL]

    def rows(self, people: int, progress: Progress | None = None) -> Iterator[tuple[int, Row]]:
        """Yield every row of that many more people, keys given, with the place of its source in `ALL`."""
        mixing = stream(self.seed, f"{self.purpose} mixing")
        held: list[list[Row]] = [[] for _ in ALL]
        for place, row in self._unmixed(people, progress):
            out = mixed(held[place], row, mixing)
            if out is not None:
                yield place, self._keyed(place, out)
        for place, rest in enumerate(held):
            while rest:
                yield place, self._keyed(place, take(rest, mixing))

    def _unmixed(self, people: int, progress: Progress | None) -> Iterator[tuple[int, Row]]:
        rnd = stream(self.seed, self.purpose)
        left, told = people, 0
        while left:
            members = self.maker.next()[:left]
            left -= len(members)
            for person in members:
                yield from self._rows_of(person, rnd)
            if progress is not None and people - left >= told + 2_000:
                told = people - left
                progress(told)

    def _rows_of(self, person: Person, rnd: Rnd) -> Iterator[tuple[int, Row]]:
        """Yield what the sources hold about one person, who is in one of them at least, at times twice."""
        may_subscribe = person.email and not person.shares_mailbox
        for letter in pick(PRESENCE if may_subscribe else PRESENCE_WITHOUT_MAILBOX, rnd):
            place = PLACES_IN_ALL[letter]
            source = ALL[place]
            for turn in (1, 2) if rnd() < source.twice else (0,):
                yield place, self._row(place, person, turn, rnd)

    def _row(self, place: int, person: Person, turn: int, rnd: Rnd) -> Row:
        """Return one row: made some day since the person was twelve, changed since or not."""
        last_day = self.today.toordinal() - self.quiet
        history = max(0, min(self.history, last_day - person.born - 4_383))
        created = last_day - int(history * rnd() ** 1.4)
        changed = created + int((last_day - created) * rnd()) if rnd() < 0.6 else created
        visit = Visit(person, created, changed, turn, rnd() < UNDER_BIRTH_NAME, self.noise)
        return Row(ALL[place].row(visit, self.slots[place], rnd), person, created, changed)

    def _keyed(self, place: int, row: Row) -> Row:
        """Give the row the next key of its source."""
        self.keys[place] += 1
        make = ALL[place].key
        if make is not None:
            row.cells[0] = make(self.keys[place])
        return row


def mixed(held: list[Row], row: Row, rnd: Rnd) -> Row | None:
    """Hold a row back; return another one when enough are held."""
    if len(held) < MIXED:
        held.append(row)
        return None
    place = int(rnd() * MIXED)
    out, held[place] = held[place], row
    return out


def take(held: list[Row], rnd: Rnd) -> Row:
    """Take any of the rows held."""
    place = int(rnd() * len(held))
    held[place], held[-1] = held[-1], held[place]
    return held.pop()


@dataclass(slots=True)
class Writer:
    """Writes rows to the files of their sources as they come, with a broken line now and then, and the truth."""

    out: Path
    every: int
    lines: list[list[str]] = field(default_factory=lambda: [[] for _ in ALL])
    truth: list[str] = field(default_factory=lambda: ["source,source_id,person_id,household_id"])
    records: list[int] = field(default_factory=lambda: [0] * len(ALL))
    broken: list[int] = field(default_factory=lambda: [0] * len(ALL))
    handles: list[BinaryIO] = field(default_factory=list)

    def __enter__(self) -> "Writer":
        self.out.mkdir(parents=True, exist_ok=True)
        names = [*(source.filename for source in ALL), "truth.csv"]
        self.handles = [(self.out / name).open("wb") for name in names]
        for place, source in enumerate(ALL):
            mark = b"\xef\xbb\xbf" if source.bom else b""
            self.handles[place].write(
                mark + (source.line(source.header) + source.end).encode(source.encoding)
            )
        return self

    def __exit__(self, *_: object) -> None:
        for place in range(len(ALL)):
            self._flush(place)
        self._flush_truth()
        for handle in self.handles:
            handle.close()

    def write(self, place: int, row: Row) -> None:
        """Write one row, and its line of the truth."""
        source, lines, cells = ALL[place], self.lines[place], row.cells
        lines.append(source.line(cells))
        self.truth.append(f"{source.name},{cells[0]},{row.person.number},{row.person.household.number}")
        self.records[place] += 1
        if self.every and self.records[place] % self.every == 0:
            self.broken[place] += 1
            lines.append(damaged(source, cells, self.broken[place]))
        if len(lines) > WRITTEN_AT_ONCE:
            self._flush(place)
        if len(self.truth) > WRITTEN_AT_ONCE:
            self._flush_truth()

    def files(self, people: int, households: int) -> DemoFiles:
        """Return what was written."""
        names = [source.name for source in ALL]
        return DemoFiles(
            sources={source.name: self.out / source.filename for source in ALL},
            truth=self.out / "truth.csv",
            people=people,
            households=households,
            records=dict(zip(names, self.records, strict=True)),
            broken=dict(zip(names, self.broken, strict=True)),
        )

    def _flush(self, place: int) -> None:
        source, lines = ALL[place], self.lines[place]
        if lines:
            lines.append("")
            # A till that has no letter for a name shows a question mark, which is what "replace" writes.
            self.handles[place].write(source.end.join(lines).encode(source.encoding, "replace"))
            lines.clear()

    def _flush_truth(self) -> None:
        self.truth.append("")
        self.handles[-1].write("\n".join(self.truth).encode())
        self.truth.clear()
