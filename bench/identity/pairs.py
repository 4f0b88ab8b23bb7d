"""Candidate pairs, and what can be said of each: the evidence that the ceiling learns from.

All of it is SQL over the table `records` of `stages.load`; every feature is symmetric in both records.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
NAMES = ROOT / "src" / "habitue" / "know" / "identity" / "rules" / "names"
LARGEST_BLOCK = 60
"""Records that share a key beyond this many say nothing by it: their pairs are left to the other keys."""

LETTERS = "regexp_replace({}, '[^a-z]', '', 'g')"
BONES = "translate(regexp_replace(replace({}, 'ph', 'f'), '[^a-z]|[aeiouyh]', '', 'g'), 'cqzxj', 'kkssg')"
"""A word without its vowels, letters that sound alike being one: what a typing error often leaves alone."""
WORDS = (
    "array_to_string(list_sort(list_filter(string_split_regex({}, '[^a-z]+'), lambda w: length(w) > 1)), ' ')"
)
"""The words of a text in the order of the alphabet."""

PREPARE = f"""
create table nicknames as
with lines as (
    select string_split(line, chr(9)) as forms
    from read_csv('{NAMES / "nicknames.tsv"}', columns = {{'line': 'varchar'}}, delim = chr(1), quote = '')
    where not starts_with(line, '#')
), spread as (select forms[1] as full_form, unnest(forms) as form from lines)
select distinct a.form as a, b.form as b from spread a join spread b using (full_form);

create table sexes as
select first, case when f > 0.9 then 'f' when f < 0.1 then 'm' end as sex from (
    select first, avg(case civility when 'm' then 0 else 1 end) as f from records
    where civility in ('m', 'mme', 'mlle') and first is not null group by first
);

create table r as
with named as (
    select record, source, coalesce(first, '') as first, coalesce(last, '') as last, coalesce(birth_name, '') as born,
        birth_date, year(birth_date) as y, month(birth_date) as m, day(birth_date) as d,
        email, split_part(email, '@', 1) as local, split_part(email, '@', 2) as domain,
        {LETTERS.format("split_part(email, '@', 1)")} as handle,
        {LETTERS.format("coalesce(first, '')")} as f, {LETTERS.format("coalesce(last, '')")} as l,
        mobile, landline, card, number, street, postcode, town, left(postcode, 2) as department,
        case civility when 'm' then 'm' when 'mme' then 'f' when 'mlle' then 'f' end as said,
        number || ' ' || street || ' ' || postcode as address
    from records
)
select named.*, coalesce(said, sexes.sex) as sex,
    {BONES.format("first")} as first_bones, {BONES.format("last")} as last_bones, {BONES.format("handle")} as handle_bones,
    coalesce((select min(b) from nicknames where a = named.first), first) as full_form,
    {WORDS.format("first || ' ' || last")} as name_words, {WORDS.format("local")} as local_words,
    case when first <> '' then count(*) over (partition by first) end as first_count,
    case when last <> '' then count(*) over (partition by last) end as last_count,
    case when email is not null then count(*) over (partition by email) end as email_holders,
    case when mobile is not null then count(*) over (partition by mobile) end as mobile_holders,
    case when landline is not null then count(*) over (partition by landline) end as landline_holders,
    case when card is not null then count(*) over (partition by card) end as card_holders,
    case when address is not null then count(*) over (partition by address) end as address_holders,
    case when email is not null then count(distinct nullif(first, '')) over (partition by email) end as email_firsts,
    case when mobile is not null then count(distinct nullif(first, '')) over (partition by mobile) end as mobile_firsts,
    case when address is not null then count(distinct nullif(first, '')) over (partition by address) end
        as address_firsts
from named left join sexes using (first);
"""

KEYS = (
    "email", "mobile", "landline", "card", "address",
    "case when length(local) > 4 then local end",
    "case when length(handle) > 6 then handle end",
    "nullif(l, '') || '|' || postcode",
    "nullif(f, '') || '|' || birth_date",
    "nullif(l, '') || '|' || birth_date",
    "least(nullif(f, ''), nullif(l, '')) || '|' || greatest(nullif(f, ''), nullif(l, ''))",
    "nullif(f, '') || '|' || nullif({bones_l}, '')",
    "nullif(l, '') || '|' || nullif({bones_f}, '')",
    "nullif(left(f, 3), '') || '|' || number || '|' || postcode",
    "nullif(left(f, 3), '') || '|' || street || '|' || postcode",
    "nullif(f, '') || '|' || postcode || '|' || nullif(left(l, 2), '')",
    "nullif(left({bones_l}, 3), '') || '|' || nullif(left(f, 1), '') || '|' || postcode",
    "nullif(left({bones_l}, 3), '') || '|' || birth_date",
    "nullif(l, '') || '|' || nullif(left(f, 2), '') || '|' || y",
    "nullif(f, '') || '|' || postcode || '|' || y",
    "nullif(l, '') || '|' || left(mobile, 9)",
    "nullif(l, '') || '|' || right(mobile, 6)",
    "nullif(f, '') || '|' || right(mobile, 6)",
    "birth_date || '|' || department",
    "nullif(born, '') || '|' || nullif(f, '')",
)  # fmt: skip
TWINS = (
    ("handle_bones", "first_bones || last_bones", "last_bones || first_bones"),
    ("name_words", "local_words"),
    ("full_form || '|' || last", "full_form || '|' || last_bones"),
)
"""Forms of a name that meet each other: of the mailbox, of both cells, of one cell that holds all."""
HANDLES = ("handle", "f || l", "l || f", "left(f, 1) || l", "f || left(l, 1)")
"""What a mailbox is named after: a key under which an address without a name meets a name without an address."""


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table `r` of prepared records from `records`."""
    con.execute(PREPARE)


def candidates(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table `pairs` (a < b) of records that share a key."""
    con.execute("create table keys (kind integer, key varchar, record bigint)")
    bones = {"bones_f": "first_bones", "bones_l": "last_bones"}
    for kind, key in enumerate(KEYS):
        key = key.format(**bones)
        con.execute(f"insert into keys select {kind}, {key}, record from r where {key} is not null")
    for handle in HANDLES:
        con.execute(
            f"insert into keys select -1, {handle}, record from r where length({handle}) > 6 and "
            + ("true" if handle == "handle" else "f <> '' and l <> ''")
        )
    for kind, forms in enumerate(TWINS):
        for form in forms:
            con.execute(
                f"insert into keys select {-10 - kind}, {form}, record from r where length({form}) > 5"
            )
    # A surname at birth meets the same surname in use.
    con.execute("insert into keys select -2, born || '|' || f, record from r where born <> '' and f <> ''")
    con.execute(
        "insert into keys select -2, l || '|' || f, record from r where l <> '' and f <> '' "
        "and l in (select born from r where born <> '')"
    )
    con.execute(f"""
        create table pairs as
        with few as (
            select distinct kind, key, record from keys
            qualify count(*) over (partition by kind, key) between 2 and {LARGEST_BLOCK}
        )
        select distinct x.record as a, y.record as b
        from few x join few y on x.kind = y.kind and x.key = y.key and x.record < y.record
    """)
    con.execute("drop table keys")


def _both(name: str) -> str:
    return f"(x.{name} is not null and y.{name} is not null)"


def _named(name: str) -> str:
    return f"(x.{name} <> '' and y.{name} <> '')"


def _same(name: str) -> str:
    """1 equal, 0 different, null when one is missing."""
    return f"(x.{name} = y.{name})::int"


def _most(name: str) -> str:
    return f"greatest(x.{name}, y.{name})"


def _contains(text: str, word: str) -> str:
    """How many of both records' words stand in the other's text; null when that cannot be told."""
    one = "case when length({w}) > 2 and {t} <> '' then contains({t}, {w})::int end"
    left, right = one.format(t=f"x.{text}", w=f"y.{word}"), one.format(t=f"y.{text}", w=f"x.{word}")
    return f"case when ({left}) is null then ({right}) when ({right}) is null then ({left}) else ({left}) + ({right}) end"


def _handle(mail: str, name: str) -> str:
    """How near a mailbox is to the other record's whole name; null when either is missing."""
    forms = ", ".join(
        f"jaro_winkler_similarity({mail}.handle, {name}.{a} || {name}.{b})" for a, b in ("fl", "lf")
    )
    return f"case when {mail}.handle <> '' and {name}.f <> '' then greatest({forms}) end"


FEATURES = {
    "first_same": f"case when {_named('f')} then {_same('f')} end",
    "first_jw": f"case when {_named('f')} then jaro_winkler_similarity(x.f, y.f) end",
    "first_edits": f"case when {_named('f')} then damerau_levenshtein(x.f, y.f) end",
    "first_prefix": f"case when {_named('f')} then (starts_with(x.f, y.f) or starts_with(y.f, x.f))::int end",
    "first_initial": "case when x.f <> '' and y.f <> '' then (left(x.f, 1) = left(y.f, 1))::int end",
    "first_shortest": f"case when {_named('f')} then least(length(x.f), length(y.f)) end",
    "nickname": "(n.a is not null)::int",
    "first_none": "(x.f = '')::int + (y.f = '')::int",
    "last_same": f"case when {_named('l')} then {_same('l')} end",
    "last_jw": f"case when {_named('l')} then jaro_winkler_similarity(x.l, y.l) end",
    "last_edits": f"case when {_named('l')} then damerau_levenshtein(x.l, y.l) end",
    "last_part": f"case when {_named('l')} then (contains(x.l, y.l) or contains(y.l, x.l))::int end",
    "last_none": "(x.l = '')::int + (y.l = '')::int",
    "born": "case when x.born <> '' or y.born <> '' then (x.born = y.last or y.born = x.last or "
    "(x.born = y.born and x.born <> ''))::int end",
    "swapped": f"case when {_named('f')} and {_named('l')} then "
    "(jaro_winkler_similarity(x.f, y.l) + jaro_winkler_similarity(x.l, y.f)) / 2 end",
    "whole_jw": "jaro_winkler_similarity(x.f || x.l, y.f || y.l)",
    "first_count": f"ln({_most('first_count')})",
    "first_least": "ln(least(x.first_count, y.first_count))",
    "last_count": f"ln({_most('last_count')})",
    "last_least": "ln(least(x.last_count, y.last_count))",
    "sex": _same("sex"),
    "said": _same("said"),
    "man": "(x.sex = 'm')::int + (y.sex = 'm')::int",
    "birth_same": _same("birth_date"),
    "birth_edits": f"case when {_both('y')} then damerau_levenshtein(x.birth_date::varchar, y.birth_date::varchar) end",
    "birth_years": "abs(x.y - y.y)",
    "birth_month": _same("m"),
    "birth_day": _same("d"),
    "birth_swapped": "(x.m = y.d and x.d = y.m and x.y = y.y)::int",
    "birth_known": "(x.y is not null)::int + (y.y is not null)::int",
    "email_same": _same("email"),
    "email_local": _same("local"),
    "email_handle": _same("handle"),
    "email_jw": f"case when {_both('local')} then jaro_winkler_similarity(x.local, y.local) end",
    "email_edits": f"case when {_both('email')} then damerau_levenshtein(x.email, y.email) end",
    "email_domain": _same("domain"),
    "email_firsts": _most("email_firsts"),
    "email_holders": _most("email_holders"),
    "first_in_other": _contains("handle", "f"),
    "last_in_other": _contains("handle", "l"),
    "first_in_own": "coalesce((length(x.f) > 2 and contains(x.handle, x.f))::int, 0) + "
    "coalesce((length(y.f) > 2 and contains(y.handle, y.f))::int, 0)",
    "handle_is_name": f"greatest({_handle('x', 'y')}, {_handle('y', 'x')})",
    "year_in_email": "coalesce(contains(x.local, y.y::varchar) or contains(y.local, x.y::varchar), false)::int",
    "digits_same": "case when regexp_extract(x.local, '[0-9]+') <> '' then "
    "(regexp_extract(x.local, '[0-9]+') = regexp_extract(y.local, '[0-9]+'))::int end",
    "mobile_same": _same("mobile"),
    "mobile_edits": f"case when {_both('mobile')} then damerau_levenshtein(x.mobile, y.mobile) end",
    "mobile_firsts": _most("mobile_firsts"),
    "mobile_holders": _most("mobile_holders"),
    "landline_same": _same("landline"),
    "landline_edits": f"case when {_both('landline')} then damerau_levenshtein(x.landline, y.landline) end",
    "landline_holders": _most("landline_holders"),
    "card_same": _same("card"),
    "card_edits": f"case when {_both('card')} then damerau_levenshtein(x.card, y.card) end",
    "card_holders": _most("card_holders"),
    "number_same": _same("number"),
    "street_jw": f"case when {_both('street')} then jaro_winkler_similarity(x.street, y.street) end",
    "postcode_same": _same("postcode"),
    "department_same": _same("department"),
    "town_same": f"case when {_both('town')} then jaro_winkler_similarity(x.town, y.town) end",
    "address_same": _same("address"),
    "address_firsts": _most("address_firsts"),
    "address_holders": _most("address_holders"),
    "source_same": "(x.source = y.source)::int",
    "sources": "(hash(least(x.source, y.source) || greatest(x.source, y.source)) % 1000003)::int",
}


def features(
    con: duckdb.DuckDBPyConnection, pairs: str = "pairs"
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Both records of each pair of a table, and their features: one row a pair, one column a feature, NaN unknown."""
    columns = ", ".join(f"({sql})::float as {name}" for name, sql in FEATURES.items())
    found = con.execute(f"""
        select p.a, p.b, {columns} from {pairs} p
        join r x on x.record = p.a join r y on y.record = p.b
        left join nicknames n on n.a = x.first and n.b = y.first and x.first <> y.first
    """).fetchnumpy()
    a, b = (np.asarray(found.pop(name), dtype=np.int64) for name in ("a", "b"))
    return a, b, np.column_stack([np.ma.filled(found[name], np.nan).astype(np.float32) for name in FEATURES])  # fmt: skip
