"""The short way of a customer of one record gives what the rule gives."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from habitue.know.identity.api import StoredRecord, golden
from habitue.know.profiles.build import _view, golden_of_one

TEXT = st.sampled_from(["", "a", "Zoé"])

RECORDS = st.builds(
    StoredRecord,
    *[TEXT] * 4,
    st.just("2026-11-21 20:30:00+00"),
    *[TEXT] * 4,
    st.sampled_from([None, date(1980, 2, 29)]),
    *[TEXT] * 12,
    st.sampled_from(["", "A", "C", "R"]),
    *[TEXT] * 3,
    st.text("evdip", min_size=6, max_size=6),
    *[TEXT] * 2,
)


@given(RECORDS)
def test_one_record_alone_is_what_the_rule_makes_of_it(record: StoredRecord) -> None:
    assert golden_of_one(record) == golden([_view(record)], {}, None)
