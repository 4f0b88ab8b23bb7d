"""CPU time of each value rule, in microseconds a call: `python -m habitue.know.identity.tests.speed`.

`cold` sees every value for the first time (e-mails, phones and cards of people are nearly all distinct), `warm` again.
Names and dates repeat as they do in files: by the frequencies of the tables.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from time import process_time
from typing import Any

from habitue.know.identity.rules.card import normalise_card
from habitue.know.identity.rules.dates import normalise_date
from habitue.know.identity.rules.email import normalise_email
from habitue.know.identity.rules.names import normalise_name
from habitue.know.identity.rules.names.data import first_names, last_names, nicknames
from habitue.know.identity.rules.phone import normalise_phone
from habitue.know.identity.rules.survivorship import golden
from habitue.know.identity.types.values import RecordView, State

SIZE = 100_000
TODAY = date(2026, 11, 21)


def drawn(random: Random, table: dict[str, int]) -> list[str]:
    """Names by their frequency, in capitals one time in two."""
    names = random.choices(list(table), [10 ** (score / 10) for score in table.values()], k=SIZE)
    return [name.upper() if random.random() < 0.5 else name.title() for name in names]


def views(random: Random, count: int) -> list[RecordView]:
    """Records of one customer from several sources."""
    return [
        RecordView(
            str(at), f"source{at}", f"2026-01-{1 + random.randrange(28):02} 00:00:00+00", "Mme", "Claire", "Martin", "",
            State.VALID, date(1980, 4, 23), State.VALID, f"c{random.randrange(2)}@free.fr", State.VALID,
            "+33612345679", State.VALID, address=("", "", "1 RUE X", "", "75001 PARIS", ""), address_grade="A",
        )
        for at in range(count)
    ]  # fmt: skip


def show(name: str, function: Callable[..., object], calls: Sequence[tuple[Any, ...]]) -> None:
    """One line: cold and warm."""
    times = []
    for _ in range(2):
        start = process_time()
        for call in calls:
            function(*call)
        times.append((process_time() - start) / len(calls) * 1e6)
    sys.stdout.write(f"{name:24} cold {times[0]:6.2f}   warm {times[1]:6.2f}\n")


def main() -> None:
    """Print the table."""
    random = Random(2)
    firsts = drawn(random, {name: found.score for name, found in first_names().items()})
    lasts = drawn(random, last_names())
    nicknames()
    days = [date.fromordinal(random.randrange(703_000, 733_000)) for _ in range(SIZE)]
    mobiles = [f"06 {random.randrange(10**8):08}" for _ in range(SIZE)]
    domains = ["gmail.com", "orange.fr", "free.fr", "hotmail.fr", *(f"maison{at}.fr" for at in range(400))]
    show("name", normalise_name, list(zip(firsts, lasts, strict=True)))
    show("e-mail", normalise_email, [(f"{a}.{at}@{random.choice(domains)}",) for at, a in enumerate(lasts)])
    show("phone", normalise_phone, [(text,) for text in mobiles])
    show("date", normalise_date, [(f"{day:%d/%m/%Y}", "dmy", TODAY) for day in days])
    show("card", normalise_card, [(f"{random.randrange(10**13):013}",) for _ in range(SIZE)])
    for count in (1, 2, 3):
        show(f"golden of {count}", golden, [(views(random, count), {"source1": {"email": 80}})] * 5_000)


if __name__ == "__main__":
    main()
