"""Which doubts a person should settle first."""

BIT = 1_000
"""Weights count thousandths of a bit."""
MOST_RECORDS = 40
"""Beyond so many records, more of them make a doubt no more urgent: they are a shop's own account rather than a person."""


def worth(weight: int, records_a: int, records_b: int) -> int:
    """How much a person's decision on two customers is worth; the greater, the sooner it is asked.

    `weight`: what the pair weighs, in thousandths of a bit; `records_a`, `records_b`: the records of either customer, at
    least 1. Proportional to the records that the decision is about; halved where the model is one bit from even odds, a
    third at two bits. Whole numbers only, so that an engine that does it in SQL finds the same.
    """
    return 1_000 * BIT * min(records_a + records_b, MOST_RECORDS) // (BIT + abs(weight))
