"""The SQL of matching, written for DuckDB and Spark alike: only functions that both have, under one name and meaning.

`normal`: one row a record: `record` (its rank by source name and key, so that ties go as labels do), and the columns of
NORMAL as text. Each function gives a query over the tables named in it.
"""

from collections.abc import Iterable

from habitue.know.identity.rules.comparing.comparisons import BANDS, COMPARISONS, Comparison
from habitue.know.identity.rules.comparing.keys import KEYS, Key
from habitue.know.identity.rules.model import radix
from habitue.know.identity.rules.placeholders import SHARED_ABOVE
from habitue.know.identity.rules.traits import NOT_LETTERS, Traits

NORMAL = (
    "record", "source", "first", "last", "birth_name", "civility", "born", "email", "mobile", "landline", "card", "number",
    "street", "place", "postcode", "town",
)  # fmt: skip
FORMS = {
    "first_form": (
        "first", "first_root", "first_second", "first_head", "first_tail", "first_silent", "first_sound",
        "first_letters", "first_kind",
    ),
    "last_form": ("last", "last_large", "last_sound", "last_letters", "last_part", "last_rest"),
    "birth_form": ("birth_name", "birth_last"),
    "born_form": ("born", "born_day", "born_digits"),
    "text_form": ("written", "folded"),
}  # fmt: skip
"""Tables of what Python derives of distinct values (`rules.traits`); the first column is the value."""
IDENTIFIERS = ("email", "mobile", "landline", "card")
COMMONEST = 64
"""A name that one record in so many bears is of the commonest band."""


def distinct(column: str) -> str:
    """The distinct values of a column of `normal`."""
    return f"select distinct {column} from normal where {column} <> ''"


def distinct_texts() -> str:
    """The distinct values of the columns that are folded as words."""
    return " union ".join(f"select {column} from normal" for column in ("number", "street", "place", "town"))


def shared_identifiers() -> str:
    """Identifiers that too many people hold: (kind, value, people, records); from `normal`. As `reach.too_many` has it."""
    people = "count(distinct case when last <> '' then last else first end)"
    return " union all ".join(
        f"select '{kind}' as kind, {kind} as value, {people} as people, count(*) as records from normal"
        f" where {kind} <> '' group by {kind} having {people} > {SHARED_ABOVE[kind]}"
        for kind in IDENTIFIERS
    )


def usable() -> str:
    """`normal` without the identifiers of `shared`."""
    columns = ", ".join(
        f"case when s_{name}.value is null then n.{name} else '' end as {name}"
        if name in IDENTIFIERS
        else f"n.{name}"
        for name in NORMAL
    )
    joins = " ".join(
        f"left join (select value from shared where kind = '{kind}') s_{kind} on s_{kind}.value = n.{kind}"
        for kind in IDENTIFIERS
    )
    return f"select {columns} from normal n {joins}"


def traits() -> str:
    """One row a record with the columns of `Traits`; from `usable` and the tables of FORMS."""
    first = _of("f", FORMS["first_form"])
    last = _of("l", FORMS["last_form"])
    folded = {name: f"coalesce({name}_text.folded, '')" for name in ("number", "street", "place", "town")}
    local = _if("instr(n.email, '@') > 0", "split_part(n.email, '@', 1)")
    sql = {
        "record": "n.record",
        "source": "n.source",
        **first,
        "first_four": _if("length(n.first) > 4", "left(n.first, 4)"),
        "first_initials": _if(
            "instr(n.first, ' ') > 0 and split_part(n.first, ' ', 3) = ''",
            "left(n.first, 1) || left(split_part(n.first, ' ', 2), 1)",
        ),
        "first_joined": "replace(n.first, ' ', '')",
        "heard": _heard(first["first_sound"], last["last_sound"]),
        "initial_last": _if("n.first <> '' and n.last <> ''", "left(n.first, 1) || replace(n.last, ' ', '')"),
        **last,
        "last_joined": "replace(n.last, ' ', '')",
        "birth_last": "coalesce(birth_form.birth_last, '')",
        "sex": "case when n.civility in ('Mme', 'Mlle') then 'f' when n.civility = 'M.' then 'm' else '' end",
        "born": "n.born",
        "born_day": "coalesce(d.born_day, '')",
        "born_digits": "coalesce(d.born_digits, '')",
        "born_four": "left(n.born, 4)",
        "born_vague": _if("n.born <> '' and substr(n.born, 5, 4) = '0101'", "left(n.born, 4)"),
        "email": "n.email",
        "local": local,
        "mail": translated(local),
        "mail_odd": _if(f"length({local}) >= 6 and translate({local}, '0123456789', '') <> {local}", local),
        "mobile": "n.mobile",
        "landline": "n.landline",
        "card": "n.card",
        **folded,
        "postcode": "n.postcode",
    }
    columns = ", ".join(f"{sql[name]} as {name}" for name in Traits._fields)
    texts = " ".join(f"left join text_form {name}_text on {name}_text.written = n.{name}" for name in folded)
    return (
        f"select {columns} from usable n left join first_form f on f.first = n.first"
        " left join last_form l on l.last = n.last left join birth_form on birth_form.birth_name = n.birth_name"
        f" left join born_form d on d.born = n.born {texts}"
    )


def _of(alias: str, columns: tuple[str, ...]) -> dict[str, str]:
    key, *derived = columns
    return {key: f"n.{key}", **{name: f"coalesce({alias}.{name}, '')" for name in derived}}


def _heard(first: str, last: str) -> str:
    return _if(
        "n.first <> '' and n.last <> ''", f"least({first}, {last}) || ' ' || greatest({first}, {last})"
    )


def _if(condition: str, then: str) -> str:
    return f"case when {condition} then {then} else '' end"


BANDED = tuple(sorted({each.banded for each in COMPARISONS if each.banded}))
"""The traits whose frequency counts."""


def banded(trait: str, records: int) -> str:
    """The band of each value that is not of the rarest possible: (value, band); from `traits`. `model.Bands` tells more."""
    band = _band_of(records)
    return f"select {trait} as value, {band} as band from traits where {trait} <> '' group by {trait} having count(*) > 1"


def _band_of(records: int) -> str:
    """The band of a group of records, of so many in all."""
    return " + ".join(
        f"case when {records} >= count(*) * {COMMONEST * 2**band} then 1 else 0 end"
        for band in range(1, BANDS)
    )


def agreeing(trait: str, records: int) -> str:
    """(band, n): by band, the sum of the squares of how many bear each value; from `traits`."""
    band = _band_of(records)
    return (
        f"select band, sum(n * n) as n from (select count(*) as n, {band} as band from traits where {trait} <> ''"
        f" group by {trait}) counted group by band"
    )


def rarest(records: int) -> int:
    """The band of a value that one record of so many bears."""
    return sum(records >= COMMONEST * 2**band for band in range(1, BANDS))


def comparable() -> str:
    """`traits` with the band of each banded trait; from `traits`, `band_...` tables and `rarest_...` columns of `bands`."""
    columns = ", ".join(
        f"cast(coalesce(b_{trait}.band, rarest_{trait}) as int) as {trait}_band" for trait in BANDED
    )
    joins = " ".join(f"left join band_{trait} b_{trait} on b_{trait}.value = t.{trait}" for trait in BANDED)
    return f"select t.*, {columns} from traits t {joins} cross join rarest"


def keys(kinds: Iterable[Key] = KEYS) -> str:
    """(key, record) for every key of every record; from `comparable`."""
    return " union all ".join(
        f"select * from (select {kind.sql('r')} as key, r.record from comparable r) where key is not null"
        for kind in kinds
    )


def muted_keys() -> str:
    """(key, record) of the keys that rest on an identifier of `shared`: they open nothing now, and may again."""
    local = translated(_if("instr(n.email, '@') > 0", "split_part(n.email, '@', 1)"))
    held = [
        f"select '{kind[0]}:' || n.{kind} as key, n.record from normal n"
        f" join shared s on s.kind = '{kind}' and s.value = n.{kind}"
        for kind in IDENTIFIERS
    ]
    mail = f"select {local} as mail, n.record from normal n join shared s on s.kind = 'email' and s.value = n.email"
    return " union all ".join([*held, f"select 'u:' || mail as key, record from ({mail}) m where mail <> ''"])


def translated(local: str) -> str:
    """What stands before the @ without figures and dots."""
    return f"translate({local}, '{NOT_LETTERS}', '')"


def key_widths(limit: int) -> str:
    """By kind of key, how many pairs its keys make that no more than `limit` records bear: (kind, pairs); from `keys`."""
    return (
        "select left(key, 1) as kind, sum(n * (n - 1) / 2) as pairs"
        f" from (select key, count(*) as n from keys group by key) counted where n <= {limit} group by left(key, 1)"
    )


def too_common(limit: int) -> str:
    """Keys that more than `limit` records bear; from `keys`."""
    return f"select key from keys group by key having count(*) > {limit}"


def open_keys(left_out: Iterable[str]) -> str:
    """The keys that open pairs: neither of a kind left out nor in `stop`; from `keys`."""
    kinds = ", ".join(f"'{kind}'" for kind in sorted(left_out)) or "''"
    return (
        "select k.key, k.record from keys k left join stop on stop.key = k.key"
        f" where stop.key is null and left(k.key, 1) not in ({kinds})"
    )


def pairs() -> str:
    """Every pair of records that share an open key, once: (a, b) with a < b; from `open_keys`."""
    return (
        "select distinct x.record as a, y.record as b from open_keys x join open_keys y on x.key = y.key"
        " where x.record < y.record"
    )


def compared(source: str) -> str:
    """(a, b, pattern) of the pairs (a, b) of a table; from `comparable`."""
    code = " + ".join(
        f"({_level(comparison)}) * cast({radix(comparison)} as bigint)" for comparison in COMPARISONS
    )
    return (
        f"select p.a, p.b, {code} as pattern from {source} p"
        " join comparable a on a.record = p.a join comparable b on b.record = p.b"
    )


def _level(comparison: Comparison) -> str:
    codes = comparison.codes()
    steps = []
    for name, predicate in comparison.levels:
        if comparison.is_banded(name):
            band = f"{comparison.banded}_band"
            level = f"{codes.index(f'{name}.0')} + least(a.{band}, b.{band})"
        else:
            level = str(codes.index(name))
        steps.append(f"when {predicate.sql} then {level}")
    return f"case {' '.join(steps)} else 0 end"


def edges(floor: int) -> str:
    """(a, b, weight, against) of pairs that weigh at least `floor`; from `compared` and `weights`."""
    return (
        "select c.a, c.b, w.weight, w.against from compared c join weights w on w.pattern = c.pattern"
        f" where w.weight >= {floor}"
    )


def links(link: int) -> str:
    """Both directions of every pair that is linked, or told to be the same; from `edges` and `told_same`."""
    pairs_of = f"select a, b from edges where weight >= {link} union all select a, b from told_same"
    return f"select a, b from ({pairs_of}) x union all select b as a, a as b from ({pairs_of}) y"


def roots() -> str:
    """Where each linked record begins: itself; from `links`."""
    return "select distinct a as record, a as root from links"


def nearer_roots() -> str:
    """Each record's root, the least of its own and its neighbours', then of its root's root; from `roots` and `links`."""
    return (
        "select n.record, least(n.root, r.root) as root from ("
        "select r.record, least(min(r.root), min(o.root)) as root from roots r join links l on l.a = r.record"
        " join roots o on o.record = l.b group by r.record) n join roots r on r.record = n.root"
    )


def inside() -> str:
    """Every pair within a component of three records or more: (a, b, root); from `roots`."""
    large = (
        "select root from roots group by root having count(*) > 2"
        " union select root from roots r join told t on r.record = t.a"
    )
    return (
        f"select x.record as a, y.record as b, x.root from roots x join roots y on x.root = y.root and x.record < y.record"
        f" where x.root in ({large})"
    )


def inside_unseen() -> str:
    """Those of the pairs inside components that share no key; from `inside` and `compared`."""
    return "select i.a, i.b from inside i left join compared c on c.a = i.a and c.b = i.b where c.a is null"


def inside_weighed() -> str:
    """(root, a, b, weight, against) of all pairs inside components; from `inside`, `compared`, `unseen`, `weights`."""
    return (
        "select i.root, i.a, i.b, w.weight, w.against from inside i"
        " join (select a, b, pattern from compared union all select a, b, pattern from unseen) c on c.a = i.a and c.b = i.b"
        " join weights w on w.pattern = c.pattern order by i.root, i.a, i.b"
    )
