"""Search that forgives: what is written just so first, then what it was probably meant to be."""

from collections.abc import Sequence
from uuid import UUID

from habitue.ground.kernel.types import Actor
from habitue.know.profiles import queries
from habitue.know.profiles.rules.query import Query, forms, parse, quoted
from habitue.know.profiles.rules.terms import ENDING, national
from habitue.know.profiles.types import CustomerLine, Found

SHORTEST_PREFIX = 3
"""A prefix of two letters leads to most of the house; one of three is cheap and already tells people apart."""
LOOKED_AT = 200
"""Candidates ranked: beyond them, a search this vague is better answered by one more word."""


def search(*, actor: Actor, text: str, limit: int = 20) -> Found:
    """Customers by name, town, e-mail, telephone or card, in whole or in part, with or without mistakes.

    Best first: those written just so, then those whose words begin so, then those that come near. Raises Forbidden
    without `customers.see`.
    """
    actor.require("customers.see")
    query = parse(text)
    if query.empty:
        return Found([])
    lines = _select(actor.house, _exactly(query))
    if len(lines) < limit and query.words:
        lines = _join(lines, _select(actor.house, _beginning(query)))
    if lines or not query.words:
        lines = [line for line in lines if not query.digits or _holds(line, query.digits)]
        return Found(ranked(lines, query)[:limit])
    return _nearly(actor.house, query, limit)


def ranked(lines: Sequence[CustomerLine], query: Query) -> list[CustomerLine]:
    """Whole words of the name before prefixes and towns; then by name."""

    def misses(line: CustomerLine) -> int:
        names = set(line.sort_key.split())
        return sum(word not in names for word in query.words)

    return sorted(lines, key=lambda line: (misses(line), line.sort_key, line.customer_id))


def condition(query: Query) -> str:
    """The index's condition for a list: every word begins so, in the index's own language; empty for an empty query."""
    return _beginning(query)


def _exactly(query: Query) -> str:
    return _all([*(quoted(word) for word in query.words), *_identifiers(query)])


def _beginning(query: Query) -> str:
    words = [forms(w) if len(w) >= SHORTEST_PREFIX else quoted(w) for w in query.words]
    return _all([*words, *_identifiers(query)])


def _identifiers(query: Query) -> list[str]:
    found = [forms(f"@{query.email}")] if query.email else []
    if query.digits:
        found.append("(" + " | ".join(_ways(query.digits)) + ")")
    return found


def _ways(digits: str) -> list[str]:
    """As a telephone or a card, from the front or, since people remember last digits, from the end."""
    ways = [forms(f"+{digits}"), forms(f"#{digits}")]
    if len(digits) >= ENDING:
        ways += [quoted(f"-{digits[-ENDING:]}"), quoted(f"%{digits[-ENDING:]}")]
    return ways


def _holds(line: CustomerLine, digits: str) -> bool:
    """Whether a line found by its last four digits has the others too. Its further numbers are not in the line: kept."""
    known = [national(line.mobile), line.card.lower()]
    return any(digits in each for each in known) or not all(known)


def _nearly(house: UUID, query: Query, limit: int) -> Found:
    near = {word: queries.near_words(house, word) for word in query.words}
    groups = [_any([word, *near[word]]) for word in query.words]
    lines = _select(house, _all([*groups, *_identifiers(query)]))
    return Found(_nearest(lines, query, near)[:limit], {w: n for w, n in near.items() if n and n[0] != w})


def _nearest(lines: Sequence[CustomerLine], query: Query, near: dict[str, list[str]]) -> list[CustomerLine]:
    """By how far down the list of near words each of a line's words stands."""

    def distance(line: CustomerLine) -> int:
        names = set(line.sort_key.split())
        return sum(_place(names, word, near[word]) for word in query.words)

    return sorted(lines, key=lambda line: (distance(line), line.sort_key, line.customer_id))


def _place(names: set[str], word: str, near: Sequence[str]) -> int:
    candidates = [word, *near]
    return next((place for place, each in enumerate(candidates) if each in names), len(candidates))


def _select(house: UUID, condition: str) -> list[CustomerLine]:
    return queries.lines("house_id = %s and terms @@ %s::tsquery limit %s", [house, condition, LOOKED_AT])


def _join(first: list[CustomerLine], more: Sequence[CustomerLine]) -> list[CustomerLine]:
    known = {line.customer_id for line in first}
    return first + [line for line in more if line.customer_id not in known]


def _all(parts: Sequence[str]) -> str:
    return " & ".join(parts)


def _any(words: Sequence[str]) -> str:
    return "(" + " | ".join(quoted(word) for word in dict.fromkeys(words)) + ")"
