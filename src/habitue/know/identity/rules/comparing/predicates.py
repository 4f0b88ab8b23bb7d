"""Questions about two records, written once and answered twice: in Python for one pair, in SQL for millions.

A predicate is symmetric: `holds(a, b) == holds(b, a)`. Its SQL speaks of two rows named `a` and `b`, and uses only what
DuckDB, Spark and PostgreSQL share (`levenshtein`, `left`, `length`, `instr`), so that the same text runs on each; a test
puts the same pairs through Python and SQL and compares.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from rapidfuzz.distance import Levenshtein

from habitue.know.identity.rules.traits import Traits

Holds = Callable[[Traits, Traits], bool]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A question about a pair: `holds` answers for two records, `sql` is the same question about rows `a` and `b`."""

    sql: str
    holds: Holds

    def __and__(self, other: "Predicate") -> "Predicate":
        one, two = self.holds, other.holds
        return Predicate(f"({self.sql} and {other.sql})", lambda a, b: one(a, b) and two(a, b))

    def __or__(self, other: "Predicate") -> "Predicate":
        one, two = self.holds, other.holds
        return Predicate(f"({self.sql} or {other.sql})", lambda a, b: one(a, b) or two(a, b))

    def __invert__(self) -> "Predicate":
        one = self.holds
        return Predicate(f"(not {self.sql})", lambda a, b: not one(a, b))


def known(trait: str) -> Predicate:
    """Both records say something of this trait."""
    get = attrgetter(trait)
    return Predicate(f"(a.{trait} <> '' and b.{trait} <> '')", lambda a, b: bool(get(a) and get(b)))


def one_knows(trait: str, other: str) -> Predicate:
    """One record has this trait and lacks the other, which the other record has."""
    get, get_other = attrgetter(trait), attrgetter(other)

    def one_way(a: Traits, b: Traits) -> bool:
        return bool(get(a) and not get_other(a) and get_other(b))

    def sql(a: str, b: str) -> str:
        return f"({a}.{trait} <> '' and {a}.{other} = '' and {b}.{other} <> '')"

    return Predicate(f"({sql('a', 'b')} or {sql('b', 'a')})", lambda a, b: one_way(a, b) or one_way(b, a))


def same(trait: str) -> Predicate:
    """Both say the same."""
    get = attrgetter(trait)
    return Predicate(f"(a.{trait} = b.{trait} and a.{trait} <> '')", lambda a, b: get(a) == get(b) != "")


def near(trait: str, errors: int) -> Predicate:
    """At most so many letters inserted, lost or replaced from one to the other (Levenshtein's distance)."""
    get = attrgetter(trait)

    def holds(a: Traits, b: Traits) -> bool:
        return _near(get(a), get(b), errors)

    sizes = f"abs(length(a.{trait}) - length(b.{trait})) <= {errors}"
    plain = f"{_plain(f'a.{trait}')} and {_plain(f'b.{trait}')}"
    return Predicate(f"({sizes} and {plain} and levenshtein(a.{trait}, b.{trait}) <= {errors})", holds)


def _near(one: str, two: str, errors: int) -> bool:
    return (
        one.isascii()
        and two.isascii()
        and bool(Levenshtein.distance(one, two, score_cutoff=errors) <= errors)
    )


def _plain(text: str) -> str:
    """Of plain letters alone: engines differ in whether a letter with an accent is one letter or two bytes."""
    return f"bit_length({text}) = 8 * length({text})"


def both_longer(trait: str, size: int) -> Predicate:
    """Both have at least so many letters."""
    get = attrgetter(trait)
    return Predicate(
        f"(length(a.{trait}) >= {size} and length(b.{trait}) >= {size})",
        lambda a, b: len(get(a)) >= size and len(get(b)) >= size,
    )


def begins(trait: str) -> Predicate:
    """One is the beginning of the other."""
    get = attrgetter(trait)

    def holds(a: Traits, b: Traits) -> bool:
        one, two = get(a), get(b)
        return bool(one.startswith(two) or two.startswith(one))

    one, two = f"a.{trait}", f"b.{trait}"
    return Predicate(f"(left({one}, length({two})) = {two} or left({two}, length({one})) = {one})", holds)


def crossed(trait: str, other: str) -> Predicate:
    """What one record has under one trait stands under the other trait in the other record."""
    get, get_other = attrgetter(trait), attrgetter(other)

    def holds(a: Traits, b: Traits) -> bool:
        return bool(get(a) == get_other(b) != "" or get(b) == get_other(a) != "")

    left = f"(a.{trait} = b.{other} and a.{trait} <> '')"
    right = f"(b.{trait} = a.{other} and b.{trait} <> '')"
    return Predicate(f"({left} or {right})", holds)


def both_crossed(trait: str, other: str, errors: int = 0) -> Predicate:
    """Both traits have changed places, with at most so many typing errors in each."""
    get, get_other = attrgetter(trait), attrgetter(other)

    def alike(one: str, two: str) -> bool:
        if not (one and two):
            return False
        return one == two or (errors > 0 and _near(one, two, errors))

    def sql(one: str, two: str) -> str:
        plain = f"{_plain(one)} and {_plain(two)}"
        sizes = f"abs(length({one}) - length({two})) <= {errors}"
        close = f"({one} = {two} or ({sizes} and {plain} and levenshtein({one}, {two}) <= {errors}))"
        return f"({one} <> '' and {two} <> '' and {close if errors else f'{one} = {two}'})"

    return Predicate(
        f"({sql(f'a.{trait}', f'b.{other}')} and {sql(f'b.{trait}', f'a.{other}')})",
        lambda a, b: alike(get(a), get_other(b)) and alike(get(b), get_other(a)),
    )


def holds_word(inside: str, word: str, size: int) -> Predicate:
    """One record's text contains the other's word of at least so many letters ("marie" in "mariedupont59")."""
    get, get_word = attrgetter(inside), attrgetter(word)

    def one_way(a: Traits, b: Traits) -> bool:
        text = get_word(b)
        return len(text) >= size and text in get(a)

    def sql(a: str, b: str) -> str:
        return f"(length({b}.{word}) >= {size} and instr({a}.{inside}, {b}.{word}) > 0)"

    return Predicate(f"({sql('a', 'b')} or {sql('b', 'a')})", lambda a, b: one_way(a, b) or one_way(b, a))


def either_is(trait: str, value: str) -> Predicate:
    """At least one of both has this very value (a constant of the rules, never a person's data)."""
    get = attrgetter(trait)
    return Predicate(
        f"(a.{trait} = '{value}' or b.{trait} = '{value}')", lambda a, b: get(a) == value or get(b) == value
    )


def opposed(trait: str, one: str, other: str) -> Predicate:
    """One record has the first of these values and the other the second (constants of the rules)."""
    get = attrgetter(trait)

    def holds(a: Traits, b: Traits) -> bool:
        return (get(a), get(b)) in {(one, other), (other, one)}

    left = f"(a.{trait} = '{one}' and b.{trait} = '{other}')"
    right = f"(a.{trait} = '{other}' and b.{trait} = '{one}')"
    return Predicate(f"({left} or {right})", holds)


def starts_like(text: str, word: str, size: int) -> Predicate:
    """One record's text begins with the first letters of the other's word, which has so many at least."""
    get, get_word = attrgetter(text), attrgetter(word)

    def one_way(a: Traits, b: Traits) -> bool:
        start: str = get_word(b)[:size]
        return len(start) == size and bool(get(a).startswith(start))

    def sql(a: str, b: str) -> str:
        return f"(length({b}.{word}) >= {size} and left({a}.{text}, {size}) = left({b}.{word}, {size}))"

    return Predicate(f"({sql('a', 'b')} or {sql('b', 'a')})", lambda a, b: one_way(a, b) or one_way(b, a))


def same_start(trait: str, size: int) -> Predicate:
    """The same first letters (a département is the first two of a postcode)."""
    get = attrgetter(trait)
    return Predicate(
        f"(left(a.{trait}, {size}) = left(b.{trait}, {size}) and a.{trait} <> '')",
        lambda a, b: get(a)[:size] == get(b)[:size] and get(a) != "",
    )


ALWAYS = Predicate("true", lambda _a, _b: True)
