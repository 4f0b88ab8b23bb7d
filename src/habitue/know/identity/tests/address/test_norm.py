"""Every output obeys NF Z 10-011, whatever was typed."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from habitue.know.identity.rules.address import format_lines, normalise_address, parts_for_json
from habitue.know.identity.rules.address.grades import REASONS
from habitue.know.identity.rules.folding import clean
from habitue.know.identity.tests.address.strategies import WILD, raw_addresses, wild_addresses
from habitue.know.identity.types.address import Address, Grade, RawAddress

LINE = re.compile(r"[A-Z0-9]+(?: [A-Z0-9]+)*")
any_address = st.one_of(raw_addresses(), wild_addresses())


def assert_norm(address: Address) -> None:
    for line in address.lines:
        assert LINE.fullmatch(line), line
        assert len(line) <= 38, line
    abroad = address.country not in ("FR", "MC")
    assert len(address.lines) <= 6 + abroad


@settings(max_examples=400, deadline=None)
@given(any_address)
@example(RawAddress(full="1234 quater rue Hyppolyte Anticonstitutionnellementissime de Lattre 75011 Paris"))
def test_lines_have_38_capitals_and_none_is_blank(raw: RawAddress) -> None:
    assert_norm(normalise_address(raw))


@settings(max_examples=200, deadline=None)
@given(raw_addresses(), WILD)
def test_the_recipient_is_the_first_line(raw: RawAddress, recipient: str) -> None:
    plain, named = normalise_address(raw), normalise_address(raw, recipient=recipient)
    assert_norm(named)
    assert named.lines == format_lines(plain, recipient)
    assert named.lines[len(named.lines) - len(plain.lines) :] == plain.lines


@settings(max_examples=400, deadline=None)
@given(any_address)
def test_the_lines_normalised_again_are_the_same(raw: RawAddress) -> None:
    lines = normalise_address(raw).lines
    assert normalise_address(RawAddress(full="\n".join(lines))).lines == lines


@settings(max_examples=300, deadline=None)
@given(raw_addresses())
def test_number_and_postcode_keep_their_digits_and_the_last_line_has_the_town(raw: RawAddress) -> None:
    address = normalise_address(raw)
    text = " ".join(address.lines)
    if address.lines:
        for digits in re.findall(r"\d+", address.number + " " + address.postcode):
            assert digits in text
    if address.lines and address.grade in (Grade.A, Grade.B) and address.country == "FR":
        assert address.lines[-1].startswith(address.postcode + " ")
        assert len(address.postcode) == 5


@settings(max_examples=300, deadline=None)
@given(any_address)
def test_what_is_rejected_is_kept_as_written_and_every_reason_is_known(raw: RawAddress) -> None:
    address = normalise_address(raw)
    assert set(address.reasons) <= set(REASONS)
    assert (address.grade is Grade.A) == all(REASONS[reason][0] is Grade.A for reason in address.reasons)
    assert 0.0 <= address.score <= 1.0
    if address.grade is Grade.R:
        assert address.lines == ()
        assert address.reasons
        assert all(part in address.written for text in raw for part in clean(text).split())
    assert set(parts_for_json(address)) >= {
        "number",
        "street",
        "postcode",
        "town",
        "lines",
        "grade",
        "reasons",
    }


@settings(max_examples=200, deadline=None)
@given(raw_addresses())
def test_nothing_that_was_typed_is_invented_away(raw: RawAddress) -> None:
    """A digit of the answer's number stands in what was typed."""
    address = normalise_address(raw)
    assert set(re.findall(r"\d+", address.number)) <= set(re.findall(r"\d+", " ".join(raw)))
