"""Search that forgives: what is written just so first, then what it was probably meant to be."""

from collections.abc import Sequence
from uuid import UUID

from habitue.ground.kernel.types import Actor
from habitue.know.profiles import queries
from habitue.know.profiles.rules.nearness import PARTICLES, nearest
from habitue.know.profiles.rules.query import Query, forms, parse, quoted
from habitue.know.profiles.rules.terms import ENDING
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
    lines = _join(_named(actor.house, query), _select(actor.house, _exactly(query), query))
    if len(lines) < limit and query.words:
        lines = _join(lines, _select(actor.house, _beginning(query), query))
    if lines or not query.words:
        return Found(ranked(lines, query)[:limit])
    return _nearly(actor.house, query, limit)


def ranked(lines: Sequence[CustomerLine], query: Query) -> list[CustomerLine]:
    """Whole words of the name before prefixes and towns, names with nothing else first, surnames before first names."""

    def place(line: CustomerLine) -> tuple[int, int, bool]:
        names = line.sort_key.split()
        misses = sum(word not in names for word in query.words)
        return misses, len(names), not names or names[0] not in query.words

    return sorted(lines, key=lambda line: (*place(line), line.sort_key, line.customer_id))


def condition(query: Query) -> str:
    """The index's condition for a list: every word begins so, in the index's own language; empty for an empty query."""
    return _beginning(query)


def proof(query: Query) -> tuple[str, list[list[str]]]:
    """What the index cannot tell, as SQL with its parameters: that a number whose last four digits are those asked for
    has the others too. Empty when the index says it all.
    """
    if len(query.digits) <= ENDING:
        return "", []
    likes = [f"{sign}{form}" for sign in "+#" for form in (f"{query.digits}%", f"%{query.digits}")]
    return " and exists (select 1 from unnest(tsvector_to_array(terms)) t where t like any(%s))", [likes]


def _named(house: UUID, query: Query) -> list[CustomerLine]:
    """Customers whose whole name, or whose surname, is what was typed: a name that thousands bear is found all the same."""
    if not query.words or query.digits or query.email:
        return []
    if len(query.words) == 1:
        return queries.surnamed(house, query.words[0])
    turns = [query.words[at:] + query.words[:at] for at in range(len(query.words))]
    return queries.named(house, [" ".join(words) for words in turns])


def _exactly(query: Query) -> str:
    return _all([*(quoted(word) for word in query.words), *_identifiers(query)])


def _beginning(query: Query) -> str:
    words = [forms(w) if len(w) >= SHORTEST_PREFIX else quoted(w) for w in query.words]
    begun = _all([*words, *_identifiers(query)])
    return f"({begun} | {forms('@' + query.start)})" if len(query.start) >= SHORTEST_PREFIX else begun


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


def _nearly(house: UUID, query: Query, limit: int) -> Found:
    words = [word for word in query.words if word not in PARTICLES] or list(query.words)
    near = {word: nearest(word, queries.near_words(house, word), queries.common_words()) for word in words}
    groups = [_any([word, *near[word]]) for word in words]
    lines = _select(house, _all([*groups, *_identifiers(query)]), query)
    return Found(_nearest(lines, query, near)[:limit], {w: n for w, n in near.items() if n and n[0] != w})


def _nearest(lines: Sequence[CustomerLine], query: Query, near: dict[str, list[str]]) -> list[CustomerLine]:
    """By how far down the list of near words each of a line's words stands."""

    def distance(line: CustomerLine) -> int:
        names = set(line.sort_key.split())
        return sum(_place(names, word, words) for word, words in near.items())

    return sorted(lines, key=lambda line: (distance(line), line.sort_key, line.customer_id))


def _place(names: set[str], word: str, near: Sequence[str]) -> int:
    candidates = [word, *near]
    return next((place for place, each in enumerate(candidates) if each in names), len(candidates))


def _select(house: UUID, condition: str, query: Query) -> list[CustomerLine]:
    where, params = proof(query)
    sql = f"house_id = %s and terms @@ %s::tsquery{where} limit %s"
    return queries.lines(sql, [house, condition, *params, LOOKED_AT])


def _join(first: list[CustomerLine], more: Sequence[CustomerLine]) -> list[CustomerLine]:
    known = {line.customer_id for line in first}
    return first + [line for line in more if line.customer_id not in known]


def _all(parts: Sequence[str]) -> str:
    return " & ".join(parts)


def _any(words: Sequence[str]) -> str:
    return "(" + " | ".join(quoted(word) for word in dict.fromkeys(words)) + ")"
