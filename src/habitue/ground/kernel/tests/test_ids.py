"""Identifiers have the layout of RFC 9562 and ascend in bulk."""

import time
from uuid import RFC_4122

from hypothesis import given
from hypothesis import strategies as st

from habitue.ground.kernel.api import new_id, new_ids
from habitue.ground.kernel.ids import _compose


def test_an_id_has_the_layout_of_version_7() -> None:
    before = time.time_ns() // 1_000_000
    made = new_id()
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, RFC_4122)
    assert before <= made.int >> 80 <= after


def test_the_fields_of_the_standards_own_example() -> None:
    """RFC 9562, appendix A.6: 017F22E2-79B0-7CC3-98C4-DC0C0C07398F."""
    random = 0xCC3 << 64 | 0x18C4DC0C0C07398F
    assert _compose(0x017F22E279B0, random) == 0x017F22E279B07CC398C4DC0C0C07398F


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**80 - 1))
def test_noise_never_reaches_the_time_the_version_or_the_variant(stamp: int, noise: int) -> None:
    made = _compose(stamp, noise)
    assert made < 2**128
    assert (made >> 80, made >> 76 & 0xF, made >> 62 & 0b11) == (stamp, 7, 0b10)


def test_ids_in_bulk_ascend_and_differ() -> None:
    made = new_ids(10_000)
    assert made == sorted(made)
    assert len(set(made)) == 10_000
    assert {each.version for each in made} == {7}
    assert new_ids(0) == []


def test_later_ids_sort_after_earlier_ones() -> None:
    earlier = new_ids(100)
    time.sleep(0.002)
    assert max(earlier) < new_id()
