"""What the four sources have in common: the visit that a record comes from, and the form of a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from habitue.show.demo.chance import Rnd
from habitue.show.demo.house import DOMAIN, STORES
from habitue.show.demo.noise import Noise
from habitue.show.demo.people import Person
from habitue.show.demo.places import Address
from habitue.show.demo.typing_habits import Cells, Habit, Strikes, drawn_from

PLACEHOLDER_PHONES = (
    "0600000000",
    "0600000000",
    "0606060606",
    "0612345678",
    "0000000000",
    "0102030405",
    "06 00 00 00 00",
)
PLACEHOLDER_DAYS = ("01/01/1900", "01/01/1900", "01/01/1900", "01/01/1970", "01/01/1901", "11/11/1911")
PLACEHOLDER_EMAILS = (f"pasdemail@{DOMAIN}", f"client@{DOMAIN}", *(store.email for store in STORES))


def columns(text: str) -> tuple[str, ...]:
    """Return the names of a header, which are parted by semicolons here whatever the file uses."""
    return tuple(text.split(";"))


@dataclass(slots=True)
class Visit:
    """One record to write: who, when it was made and last changed (ordinals), and which of their records here it is.

    `turn` is 0 for somebody's only record in the source, 1 and 2 for the first and the second of two;
    `under_birth_name` is true when they gave that, as married women do at times, whatever they are called otherwise.
    """

    person: Person
    created: int
    changed: int
    turn: int
    under_birth_name: bool
    noise: Noise

    @property
    def last(self) -> str:
        """The surname in use on the day of the last change."""
        person = self.person
        if self.under_birth_name:
            return person.birth_name
        return person.last if self.changed >= person.name_since else person.past_last

    @property
    def address(self) -> Address:
        """Where the household lived on that day."""
        household = self.person.household
        return household.address if self.changed >= household.moved_on else household.past

    @property
    def landline(self) -> str:
        """The landline of that address."""
        household = self.person.household
        return household.landline if self.changed >= household.moved_on else household.past_landline

    @property
    def email(self) -> str:
        """The mailbox in use on that day."""
        person = self.person
        return person.email if self.changed >= person.changed_reach else person.past_email

    @property
    def mobile(self) -> str:
        """The mobile in use on that day."""
        person = self.person
        return person.mobile if self.changed >= person.changed_reach else person.past_mobile

    def given_email(self, rnd: Rnd) -> str:
        """Return the mailbox somebody gives to an associate: theirs, at times the family's or the first member's."""
        home, chance = self.person.household, rnd()
        if home.mailbox and chance < 0.35 * self.noise.shared:
            return home.mailbox
        return home.email if chance < 0.025 * self.noise.shared and home.email else self.email

    def given_mobile(self, rnd: Rnd) -> str:
        """Return the mobile somebody gives to an associate: theirs, now and then the first member's."""
        home = self.person.household
        return home.mobile if rnd() < 0.025 * self.noise.shared and home.mobile else self.mobile

    @property
    def own_email(self) -> str:
        """The mailbox as the key of an account: two accounts of one person need two addresses."""
        person = self.person
        if self.turn == 0:
            return self.email
        if self.turn == 1:
            return person.email
        if person.past_email != person.email:
            return person.past_email
        return person.email.replace("@", "+brevelle@", 1)


Stamp = Callable[[int, Rnd], str]
Fill = Callable[[Visit, Rnd], Cells]
Slots = tuple[list[Habit | None], ...]


def moments(stamp: Stamp, visit: Visit, rnd: Rnd) -> tuple[str, str]:
    """Return when the record was made and last changed; they are one moment when it never was."""
    created = stamp(visit.created, rnd)
    return created, created if visit.changed == visit.created else stamp(visit.changed, rnd)


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its form, how a record is filled in, and the columns that the generator needs to know by place."""

    name: str
    header: tuple[str, ...]
    separator: str
    encoding: str
    end: str
    fill: Fill
    habits: tuple[Strikes, ...]
    key: Callable[[int], str] | None
    stamp: Stamp
    phone: Callable[[str, Rnd], str]
    changed: int
    mobile: int
    mail: int
    text: int
    names: tuple[int, int]
    twice: float
    bom: bool = False

    @property
    def filename(self) -> str:
        """Name of the file."""
        return f"{self.name}.csv"

    def line(self, cells: Sequence[str]) -> str:
        """Return the cells as a line of the file, quoted where the separator or a quote asks for it."""
        text = self.separator.join(cells)
        if '"' not in text and text.count(self.separator) < len(cells):
            return text
        return self.separator.join([self._quoted(cell) for cell in cells])

    def _quoted(self, cell: str) -> str:
        if '"' in cell or self.separator in cell:
            return '"' + cell.replace('"', '""') + '"'
        return cell

    def slots(self, noise: Noise) -> Slots:
        """Return the habits of this source as often as the noise has them, to draw from for each row."""
        return tuple(drawn_from(strikes, noise) for strikes in self.habits)

    def row(self, visit: Visit, slots: Slots, rnd: Rnd) -> Cells:
        """Return the cells of one record, mistyped as they are in this source; the first is the key, or still empty."""
        cells = self.fill(visit, rnd)
        for table in slots:
            habit = table[int(rnd() * 1_000)]
            if habit is not None:
                habit(cells, rnd)
        return cells


def civility(person: Person, forms: tuple[str, str], rnd: Rnd) -> str:
    """Return the civility, when it is asked."""
    return forms[0 if person.woman else 1] if rnd() < 0.88 else ""
