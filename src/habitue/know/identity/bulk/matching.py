"""Learning and matching a whole house on an engine: from normal records to edges and groups."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from habitue.know.identity.bulk import statements as sql
from habitue.know.identity.bulk.engine import Engine
from habitue.know.identity.rules.comparing.comparisons import BANDS, COMPARISONS
from habitue.know.identity.rules.comparing.keys import WIDE
from habitue.know.identity.rules.grouping import Told, group
from habitue.know.identity.rules.learning import Evidence, learn
from habitue.know.identity.rules.model import FLOOR, NEVER, Bands, Model, Parameters, levels_of
from habitue.know.identity.rules.traits import day_and_month, first_traits, folded, last_traits

BORNE_BY_MOST = 25
"""A key that more records bear opens no pairs: it would cost more than it finds."""
WIDEST = 3
"""A wide kind of key is left out when it makes more than so many pairs for each record of the house."""
DRAWN = 300_000
"""Pairs drawn by chance."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A house matched. `groups`: records that are one person, two or more; all others are alone."""

    groups: list[list[int]]
    pairs: int
    stages: Mapping[str, float] = field(default_factory=dict)


def prepare(engine: Engine) -> int:
    """Derive the traits of `normal`; returns the number of records. Leaves `shared`, `traits`."""
    engine.keep("shared", sql.shared_identifiers())
    engine.keep("usable", sql.usable())
    for name, rows in _forms(engine):
        engine.fill(name, sql.FORMS[name], rows)
    engine.keep("traits", sql.traits())
    engine.drop("usable", *sql.FORMS)
    return int(engine.one("select count(*) from traits"))


def _forms(engine: Engine) -> Iterator[tuple[str, Iterable[Sequence[str]]]]:
    """The tables of what is derived of distinct values."""
    values = {name: _values(engine, sql.distinct(name)) for name in ("first", "last", "birth_name", "born")}
    yield "first_form", ((text, *first_traits(text)) for text in values["first"])
    yield "last_form", ((text, *last_traits(text)) for text in values["last"])
    yield "birth_form", ((text, last_traits(folded(text)).large) for text in values["birth_name"])
    yield "born_form", ((text, day_and_month(text), "".join(sorted(text))) for text in values["born"])
    yield "text_form", ((text, folded(text)) for text in _values(engine, sql.distinct_texts()) if text)


def _values(engine: Engine, select: str) -> list[str]:
    return [row[0] for row in engine.ask(select)]


def learn_house(
    engine: Engine, records: int, told: Sequence[tuple[int, int, bool]] = ()
) -> tuple[Parameters, Evidence]:
    """Learn the house's own parameters from `traits`. `told`: (record, record, same) that people decided.

    Leaves `compared`, so that matching with these parameters need not compare again.
    """
    bands = {trait: _bands(engine, sql.banded(trait, records), records) for trait in sql.BANDED}
    _place_bands(engine, bands)
    engine.keep("keys", sql.keys())
    widths = dict(engine.ask(sql.key_widths(BORNE_BY_MOST)))
    left_out = frozenset(kind.letter for kind in WIDE if widths.get(kind.letter, 0) > WIDEST * records)
    engine.keep("stop", sql.too_common(BORNE_BY_MOST))
    stop = frozenset(key for (key,) in engine.ask("select key from stop") if key[0] not in left_out)
    _compare(engine, left_out)
    evidence = Evidence(
        dict(engine.ask("select pattern, count(*) from compared group by pattern")),
        _by_chance(engine, records),
        records * (records - 1) / 2,
        {trait: _agreeing(engine, trait, records) for trait in sql.BANDED},
        _taught(engine, told),
    )
    return learn(evidence, bands, left_out, stop), evidence


def compare_house(engine: Engine, parameters: Parameters) -> None:
    """Compare the house's pairs with the keys and bands of a model learned before; leaves `compared`."""
    _place_bands(engine, parameters.bands)
    engine.keep("keys", sql.keys())
    engine.fill("stop", ("key",), ((key,) for key in parameters.stop))
    _compare(engine, parameters.left_out)


def _compare(engine: Engine, left_out: Iterable[str]) -> None:
    engine.keep("open_keys", sql.open_keys(left_out))
    engine.drop("keys")
    engine.keep("pairs", sql.pairs())
    engine.drop("open_keys")
    engine.keep("compared", sql.compared("pairs"))
    engine.drop("pairs")


def _bands(engine: Engine, select: str, records: int) -> Bands:
    rarest = sql.rarest(records)
    return Bands({value: band for value, band in engine.ask(select) if band != rarest}, rarest)


def _agreeing(engine: Engine, trait: str, records: int) -> list[float]:
    """By band, the chance that two records that have the trait have one value."""
    bearers = int(engine.one(f"select count(*) from traits where {trait} <> ''")) or 1
    squares = dict(engine.ask(sql.agreeing(trait, records)))
    return [float(squares.get(band, 0)) / bearers**2 for band in range(BANDS)]


def _place_bands(engine: Engine, bands: Mapping[str, Bands]) -> None:
    """The bands as tables, and the traits with them."""
    for trait in sql.BANDED:
        of = bands.get(trait, Bands())
        engine.fill(f"band_{trait}", ("value", "band"), of.of.items(), numbers=("band",))
    rarest = {f"rarest_{trait}": bands.get(trait, Bands()).rarest for trait in sql.BANDED}
    engine.fill("rarest", list(rarest), [list(rarest.values())], numbers=list(rarest))
    engine.keep("comparable", sql.comparable())


def _by_chance(engine: Engine, records: int) -> dict[str, list[int]]:
    """How many of the pairs drawn by chance have each level. Drawn by arithmetic, so that it is the same every time."""
    step = max(1, int(records * 0.618_033_988_75))
    pairs = (
        (i % records, (i % records + step + i // records * 7_919 + i * 31 % 104_729) % records)
        for i in range(DRAWN)
    )
    engine.fill("drawn", ("a", "b"), ((a, b) for a, b in pairs if a != b), numbers=("a", "b"))
    found = engine.ask(f"select pattern, count(*) from ({sql.compared('drawn')}) c group by pattern")
    engine.drop("drawn")
    counts = {each.name: [0] * len(each.codes()) for each in COMPARISONS}
    for code, seen in found:
        for each, level in zip(COMPARISONS, levels_of(code), strict=True):
            counts[each.name][level] += seen
    return counts


def _taught(engine: Engine, told: Sequence[tuple[int, int, bool]]) -> dict[int, tuple[int, int]]:
    """By pattern, how often people said that it is one person and that it is not."""
    if not told:
        return {}
    engine.fill(
        "told_pairs",
        ("a", "b", "same"),
        [(a, b, int(same)) for a, b, same in told],
        numbers=("a", "b", "same"),
    )
    rows = engine.ask(
        f"select c.pattern, sum(t.same), count(*) - sum(t.same) from ({sql.compared('told_pairs')}) c"
        " join told_pairs t on t.a = c.a and t.b = c.b group by c.pattern"
    )
    return {pattern: (int(same), int(apart)) for pattern, same, apart in rows}


def weigh_house(engine: Engine, model: Model) -> None:
    """Weigh every pattern once; leaves `weights` and `edges`."""
    _weigh(engine, model, "select distinct pattern from compared", "weights")
    engine.keep("edges", sql.edges(FLOOR))


def _weigh(engine: Engine, model: Model, patterns: str, into: str) -> None:
    rows = []
    for (code,) in engine.ask(patterns):
        weighed = model.weigh(levels_of(code))
        rows.append((code, weighed.weight, weighed.against))
    columns = ("pattern", "weight", "against")
    engine.fill(into, columns, rows, numbers=columns)


Pairs = Sequence[tuple[int, int]]


def group_house(
    engine: Engine, model: Model, link: int, same: Pairs = (), apart: Pairs = ()
) -> list[list[int]]:
    """The groups of two records and more that a threshold makes of `edges`, heeding what people said."""
    for name, said in (("told_same", same), ("told", [*same, *apart])):
        engine.fill(name, ("a", "b"), said, numbers=("a", "b"))
    _components(engine, link)
    engine.keep("inside", sql.inside())
    engine.keep("unseen", sql.compared(f"({sql.inside_unseen()})"))
    engine.keep("seen_weights", "select * from weights")
    _weigh(
        engine,
        model,
        "select distinct pattern from unseen where pattern not in (select pattern from weights)",
        "more_weights",
    )
    engine.keep("weights", "select * from seen_weights union all select * from more_weights")
    groups = [
        list(pair)
        for pair in engine.ask(
            "select a, b from edges e join roots r on r.record = e.a"
            f" where weight >= {link} and against > {NEVER} and r.root not in (select root from inside)"
        )
    ]
    groups += _inner_groups(engine, link, same, apart)
    engine.drop("inside", "unseen", "more_weights", "links", "roots")
    engine.keep("weights", "select * from seen_weights")
    return groups


def count_doubts(engine: Engine, groups: Iterable[Sequence[int]], review: int, apart: Pairs) -> int:
    """How many of `edges` people would be asked about: not within a group, and not set apart already."""
    engine.fill(
        "grouped",
        ("record", "number"),
        ((r, n) for n, each in enumerate(groups) for r in each),
        ("record", "number"),
    )
    engine.fill("set_apart", ("a", "b"), apart, numbers=("a", "b"))
    return int(
        engine.one(
            "select count(*) from edges e left join grouped x on x.record = e.a left join grouped y on y.record = e.b"
            " left join set_apart s on s.a = e.a and s.b = e.b"
            f" where e.weight >= {review} and s.a is null and (x.number is null or x.number is distinct from y.number)"
        )
    )


def _components(engine: Engine, link: int) -> None:
    """What is linked, however far: leaves `roots`."""
    engine.keep("links", sql.links(link))
    engine.keep("roots", sql.roots())
    before = -1
    while (now := int(engine.one("select coalesce(sum(root), 0) from roots"))) != before:
        before = now
        engine.keep("nearer", sql.nearer_roots())
        engine.keep("roots", "select * from nearer")
    engine.drop("nearer")


def _inner_groups(engine: Engine, link: int, same: Pairs, apart: Pairs) -> Iterator[list[int]]:
    """The groups within components of three and more."""
    of_same, of_apart = _by_record(same), _by_record(apart)
    for _, rows in groupby(engine.ask(sql.inside_weighed()), key=itemgetter(0)):
        said = {(a, b): Told(weight, against) for _, a, b, weight, against in rows}
        yield from (each for each in _grouped(said, link, of_same, of_apart) if len(each) > 1)


def _grouped(
    said: Mapping[tuple[int, int], Told], link: int, same: Mapping[int, Pairs], apart: Mapping[int, Pairs]
) -> list[list[int]]:
    members = sorted({record for pair in said for record in pair})
    told_same = [pair for record in members for pair in same.get(record, ())]
    told_apart = [pair for record in members for pair in apart.get(record, ())]
    if not told_same and not told_apart and _all_one(said, link, len(members)):
        return [members]
    return group(members, lambda a, b: said[a, b], link, told_same, told_apart)


def _all_one(said: Mapping[tuple[int, int], Told], link: int, members: int) -> bool:
    """Whether no order of joining can leave anybody out: every pair is linked in spite of the worst contradiction."""
    worst = min(told.against for told in said.values())
    return all(told.weight + worst >= link for told in said.values())


def _by_record(pairs: Pairs) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for pair in pairs:
        found.setdefault(pair[0], []).append(pair)
    return found
