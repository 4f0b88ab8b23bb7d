"""Households: who lives with whom, what they share, and what happened to them (moves, marriages, divorces, twins)."""

from dataclasses import dataclass
from datetime import date

from habitue.show.demo.chance import pick, spread, stream
from habitue.show.demo.noise import USUAL, Noise
from habitue.show.demo.people import Household, Mailboxes, Names, Person, card, mobile
from habitue.show.demo.places import Places

YEAR = 365.2425
WOMEN = 0.66
"""Share of women among single customers of a fashion house."""
AGES = spread(
    [
        ((16, 25), 12),
        ((25, 35), 20),
        ((35, 45), 21),
        ((45, 55), 18),
        ((55, 65), 14),
        ((65, 75), 10),
        ((75, 93), 5),
    ],
    512,
)
PARENT_AGES = spread([((33, 40), 30), ((40, 50), 48), ((50, 62), 22)], 128)
KINDS = spread(
    [
        ("single", 46),
        ("couple", 26),
        ("family", 18),
        ("lone_parent", 5),
        ("two_generations", 3),
        ("flatmates", 2),
    ],
    1_024,
)
FOREIGN_NAMES = 0.035
MOVED = 0.3
"""Households that moved in the last six years: then one in ten of those who gave an address twice gave two."""
PAST_MAILBOX = 0.2
PAST_MOBILE = 0.3
"""The same for those who changed mobile, in the last five."""
MARRIED_INTO = 0.66
SAME_INITIAL = 0.3
"""Twins whose parents liked that."""
NAMESAKE = 0.05
"""First sons who bear their father's first name."""
SECOND_KEY = 40_499_979
"""Added to a person's number for the key of a past mobile or a second card, so that it can never be somebody else's."""


@dataclass(slots=True)
class Newcomer:
    """What is decided about somebody before they get a number, a telephone and a mailbox."""

    woman: bool
    first: str
    last: str
    birth_name: str
    past_last: str
    name_since: int
    born: int


class Households:
    """Makes households one after the other; numbers of people and households follow on from those given."""

    def __init__(self, seed: int, today: date, noise: Noise = USUAL) -> None:
        self._rnd = stream(seed, "people")
        self._noise = noise
        self._today = today.toordinal()
        self._year = today.year
        self.names = Names(self._rnd)
        self.places = Places(self._rnd)
        self.mailboxes = Mailboxes(self._rnd)
        self.people = 0
        self.households = 0
        self._makers = {
            "single": self._single,
            "couple": self._couple,
            "family": self._family,
            "lone_parent": self._lone_parent,
            "two_generations": self._two_generations,
            "flatmates": self._flatmates,
        }

    def next(self) -> list[Person]:
        """Return the people of one more household, those at least who are old enough to be customers."""
        self.households += 1
        members = self._makers[pick(KINDS, self._rnd)]()
        household = self._household(max(self._age(m.born) for m in members))
        household.mailbox = self._family_mailbox(members)
        people: list[Person] = []
        for member in members:
            people.append(self._person(member, household, people[0] if people else None))
        household.email, household.mobile = people[0].email, people[0].mobile
        return people

    # Who lives together

    def _single(self) -> list[Newcomer]:
        woman = self._rnd() < WOMEN
        someone = self._someone(woman, self._born(AGES))
        if woman and self._rnd() < 0.06 and self._age(someone.born) > 28:
            someone.past_last = (
                self.names.last()
            )  # divorced: the name of the marriage stands in older records
            someone.name_since = self._since(someone.born, 28)
        return [someone]

    def _couple(self, ages: list[tuple[int, int]] = AGES) -> list[Newcomer]:
        rnd = self._rnd
        born = self._born(ages)
        if rnd() < 0.04:
            woman = rnd() < 0.5
            return [self._someone(woman, born), self._someone(woman, self._near(born))]
        wife, husband = self._someone(True, born), self._someone(False, self._near(born))
        if rnd() < MARRIED_INTO and self._age(born) > 21:
            self._marry(wife, husband)
        return [wife, husband]

    def _family(self) -> list[Newcomer]:
        wife, husband = self._couple(PARENT_AGES)
        children = self._children(wife, husband.last, 1 + int(self._rnd() * 2.6))
        if children and not children[0].woman and self._rnd() < NAMESAKE:
            children[0].first = husband.first
        return [wife, husband, *children]

    def _lone_parent(self) -> list[Newcomer]:
        parent = self._someone(self._rnd() < 0.84, self._born(PARENT_AGES))
        return [parent, *self._children(parent, parent.last, 1 + int(self._rnd() * 2))]

    def _two_generations(self) -> list[Newcomer]:
        parent = self._someone(self._rnd() < 0.6, self._born(((62, 82),)))
        child = self._someone(self._rnd() < 0.5, parent.born + int((24 + 12 * self._rnd()) * YEAR))
        child.last = child.birth_name = child.past_last = parent.last
        if child.woman == parent.woman and self._rnd() < 0.15:
            child.first = parent.first
        return [parent, child]

    def _flatmates(self) -> list[Newcomer]:
        ages = ((19, 31),)
        return [self._someone(self._rnd() < 0.6, self._born(ages)) for _ in range(2 + int(self._rnd() * 2))]

    def _children(self, parent: Newcomer, last: str, number: int) -> list[Newcomer]:
        """Return the children of twelve and more; twins have one birthday, and at times one initial."""
        rnd = self._rnd
        born = parent.born + int((22 + 12 * rnd()) * YEAR)
        children: list[Newcomer] = []
        for _ in range(number):
            child = self._someone(rnd() < 0.53, born)
            child.last = child.birth_name = child.past_last = last
            self._name_apart(child, children)
            if 12 <= self._age(born) < 28:
                children.append(child)
            if rnd() > 0.05:
                born += int((1.2 + 3 * rnd()) * YEAR)
        return children

    def _name_apart(self, child: Newcomer, older: list[Newcomer]) -> None:
        """Give a child a first name that no brother or sister has; to a twin, at times, one with the same initial."""
        twin = older[-1] if older and older[-1].born == child.born else None
        wanted = twin.first[0] if twin and self._rnd() < SAME_INITIAL else ""
        taken = {other.first for other in older}
        for _ in range(60):
            if child.first not in taken and child.first.startswith(wanted):
                return
            child.first = self.names.first(child.woman, int(child.born / YEAR) + 1)

    # What is known of each

    def _someone(self, woman: bool, born: int) -> Newcomer:
        if self._rnd() < FOREIGN_NAMES:
            first, last = self.names.foreign(woman)
        else:
            first, last = self.names.first(woman, int(born / YEAR) + 1), self.names.last()
        return Newcomer(woman, first, last, last, last, 0, born)

    def _marry(self, wife: Newcomer, husband: Newcomer) -> None:
        """Give the wife a name of usage: the husband's, at times both, at times none."""
        chance = self._rnd()
        if chance > 0.84:
            return
        wife.last = husband.last if chance < 0.74 else f"{wife.birth_name}-{husband.last}"
        wife.name_since = self._since(max(wife.born, husband.born), 20)

    def _born(self, ages: list[tuple[int, int]] | tuple[tuple[int, int], ...]) -> int:
        low, high = pick(ages, self._rnd)
        return self._today - int((low + (high - low) * self._rnd()) * YEAR)

    def _near(self, born: int) -> int:
        """Return the birth of a companion: mostly within a few years, never under sixteen years ago."""
        return min(born + int((self._rnd() + self._rnd() - 1.15) * 6 * YEAR), self._today - int(16 * YEAR))

    def _age(self, born: int) -> int:
        return int((self._today - born) / YEAR)

    def _since(self, born: int, age: int) -> int:
        """Return a day between that age and today."""
        start = min(born + int(age * YEAR), self._today - 30)
        return start + int(self._rnd() * (self._today - start))

    # What they have

    def _household(self, oldest: int) -> Household:
        rnd = self._rnd
        address = self.places.address()
        landline = self.places.landline(address.town) if rnd() < (0.8 if oldest > 60 else 0.42) else ""
        household = Household(self.households, card(self.people + 1), address, landline, address, landline, 0)
        if rnd() < MOVED * self._noise.moved:
            near = rnd() < 0.5
            household.past = self.places.address_in(address.town) if near else self.places.address()
            household.moved_on = self._today - int(rnd() * 6 * YEAR)
            if landline and not near:
                household.past_landline = self.places.landline(household.past.town)
        return household

    def _family_mailbox(self, members: list[Newcomer]) -> str:
        """Return the mailbox that a household shares: its own, or that of the first of them; older ones more often."""
        usual = 0.35 if self._age(members[0].born) > 58 else 0.14
        if len(members) < 2 or self._rnd() > usual * self._noise.shared:
            return ""
        first, key = members[0], self.people + 1
        if self._rnd() < 0.5:
            return self.mailboxes.shared([member.first for member in members], first.last, key)
        return self.mailboxes.personal(first.first, first.last, int(first.born / YEAR) + 1, key)

    def _person(self, who: Newcomer, household: Household, first: Person | None) -> Person:
        """Return the person; `first` is the first of the household, whose things the others borrow."""
        self.people += 1
        shared = household.mailbox
        borrows = bool(shared) and (self._age(who.born) < 16 or self._rnd() < 0.7)
        email, past_email = (shared, shared) if borrows else self._mailboxes(who)
        mobile_now, past_mobile = self._mobiles(who, household, first)
        return Person(
            number=self.people,
            household=household,
            woman=who.woman,
            first=who.first,
            last=who.last,
            birth_name=who.birth_name,
            past_last=who.past_last,
            name_since=who.name_since,
            born=who.born,
            email=email,
            past_email=past_email,
            mobile=mobile_now,
            past_mobile=past_mobile,
            changed_reach=self._today - int(self._rnd() * 5 * YEAR),
            card=card(self.people),
            shares_mailbox=borrows and first is not None,
        )

    def _mailboxes(self, who: Newcomer) -> tuple[str, str]:
        """Return somebody's mailbox and the one they had before: often the same, none for some of the oldest."""
        rnd, year = self._rnd, int(who.born / YEAR) + 1
        if rnd() > (0.6 if self._age(who.born) > 72 else 0.94):
            return "", ""
        email = self.mailboxes.personal(who.first, who.last, year, self.people)
        if rnd() > PAST_MAILBOX * self._noise.changed_mobile:
            return email, email
        return email, self.mailboxes.personal(who.first, who.past_last, year, self.people)

    def _mobiles(self, who: Newcomer, household: Household, first: Person | None) -> tuple[str, str]:
        """Return somebody's mobile and the one before; children and a few spouses give that of another."""
        rnd, age = self._rnd, self._age(who.born)
        if first is not None and rnd() < (0.6 if age < 15 else 0.05) * self._noise.shared:
            return first.mobile, first.past_mobile
        if rnd() > (0.8 if age > 72 else 0.97):
            return "", ""
        now = mobile(self.people, household.address.town)
        changed = rnd() < PAST_MOBILE * self._noise.changed_mobile
        return now, self._past_mobile(self.people, household) if changed else now

    def _past_mobile(self, number: int, household: Household) -> str:
        """Return the number somebody had before; now and then the operator has since given it to another customer."""
        if self._rnd() < 0.03 and number > 500:
            return mobile(number - 1 - int(self._rnd() * 400), household.address.town)
        return mobile(number + SECOND_KEY, household.past.town)


def second_card(person: Person) -> str:
    """Return the number of the card that replaced a lost one."""
    return card(person.number + SECOND_KEY)
