"""Telephones: French forms of all kinds, foreign numbers, mobile against landline."""

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from habitue.know.identity.rules.phone import normalise_phone
from habitue.know.identity.tests.strategies import HUGE, LAW, anything, phones, storable
from habitue.know.identity.types.values import PhoneValue, State


@pytest.mark.parametrize(
    "text",
    ["06.12.34.56.79", "06 12 34 56 79", "06-12-34-56-79", "0612345679", "+33612345679", "+33 (0)6 12 34 56 79",
     "0033 6 12 34 56 79", "0033(0)612345679", "+330612345679", "(+33) 6 12 34 56 79", "06\u202f12\u00a034 56 79",
     "tel: 06 12 34 56 79", "０６１２３４５６７９", "0612345679.0", "06/12/34/56/79"],
)  # fmt: skip
def test_french_mobile_forms(text: str) -> None:
    assert normalise_phone(text) == PhoneValue("+33612345679", "mobile", State.VALID)


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("01 45 67 89 10", "+33145678910", "landline"),
        ("09 76 01 23 45", "+33976012345", "landline"),
        ("07 45 12 34 56", "+33745123456", "mobile"),
        ("+32 475 12 34 56", "+32475123456", "mobile"),
        ("00 32 475 12 34 56", "+32475123456", "mobile"),
        ("+41 79 123 45 67", "+41791234567", "mobile"),
        ("+262692123456", "+262692123456", "mobile"),
    ],
)
def test_valid(text: str, value: str, kind: str) -> None:
    assert normalise_phone(text) == PhoneValue(value, kind, State.VALID)


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("0692 12 34 56", "+262692123456", "mobile"),
        ("0262 16 12 34", "+262262161234", "landline"),
        ("0639 01 23 45", "+262639012345", "mobile"),
        ("0690 00 12 34", "+590690001234", "mobile"),
        ("0590 20 12 34", "+590590201234", "landline"),
        ("0694 20 12 34", "+594694201234", "mobile"),
        ("0594 10 12 34", "+594594101234", "landline"),
        ("0696 20 12 34", "+596696201234", "mobile"),
        ("0596 30 12 34", "+596596301234", "landline"),
        ("0709 01 23 45", "+590709012345", "mobile"),
        ("+33 692 12 34 56", "+262692123456", "mobile"),
    ],
)
def test_overseas_departments(text: str, value: str, kind: str) -> None:
    assert normalise_phone(text) == PhoneValue(value, kind, State.VALID, ("phone.overseas",))


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("612345679", ("phone.zero_restored",)),
        ("612345679.0", ("phone.zero_restored",)),
        ("O6 12 34 56 79", ("phone.letter_o",)),
        ("06 12 34 56 79 (bureau)", ("phone.note",)),
        ("06 12 34 56 79 poste 12", ("phone.extension",)),
        ("06 12 34 56 79 / 01 45 67 89 10", ("phone.several",)),
    ],
)
def test_mended(text: str, reasons: tuple[str, ...]) -> None:
    assert normalise_phone(text) == PhoneValue("+33612345679", "mobile", State.DOUBTFUL, reasons)


def test_a_lost_plus_is_certain_enough() -> None:
    assert normalise_phone("33612345679") == PhoneValue(
        "+33612345679", "mobile", State.VALID, ("phone.plus_restored",)
    )


def test_special_rates_are_nobodys() -> None:
    assert normalise_phone("0800 12 34 56") == PhoneValue(
        "+33800123456", "other", State.DOUBTFUL, ("phone.special_rate",)
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("6.12E+08", "phone.scientific"),
        ("6,12345E+08", "phone.scientific"),
        ("3949", "phone.short_code"),
        ("15", "phone.short_code"),
        ("06 12 34 56 7", "phone.too_short"),
        ("06 12 34 56 78 90", "phone.too_long"),
        ("abc", "phone.no_digits"),
        ("06 65" + " 12" * 40, "phone.too_long"),
        ("+999 12 34 56 78", "phone.not_a_number"),
    ],
)
def test_invalid(text: str, reason: str) -> None:
    assert normalise_phone(text) == PhoneValue("", "", State.INVALID, (reason,))


@pytest.mark.parametrize(
    "text",
    ["0600000000", "+33 6 00 00 00 00", "600000000", "0102030405", "0123456789", "1234567890", "0666666666", "0000000000",
     "0606060606", "0987654321", "0607080910", "99999", "+32 400 00 00 00", "+33333333333"],
)  # fmt: skip
def test_placeholders(text: str) -> None:
    assert normalise_phone(text).state is State.PLACEHOLDER


@pytest.mark.parametrize("text", ["06 12 34 56 78", "06 01 02 03 05", "06 66 66 66 67", "01 44 44 44 44"])
def test_numbers_that_look_odd_and_are_not(text: str) -> None:
    expected = State.PLACEHOLDER if text == "01 44 44 44 44" else State.VALID
    assert normalise_phone(text).state is expected


def test_country_of_the_feed_or_of_the_address() -> None:
    assert normalise_phone("0475 12 34 56", "BE").value == "+32475123456"
    assert normalise_phone("079 123 45 67", "CH").value == "+41791234567"
    assert normalise_phone("0692 12 34 56", "RE").value == "+262692123456"
    assert normalise_phone("06 12 34 56 79", "BE") == PhoneValue(
        "+33612345679", "mobile", State.DOUBTFUL, ("phone.french_number",)
    )
    assert normalise_phone("06 12 34 56 79", "??").value == "+33612345679"


def test_a_column_of_the_other_kind_is_told() -> None:
    assert normalise_phone("0145678910", "FR", "mobile") == PhoneValue(
        "+33145678910", "landline", State.VALID, ("phone.other_kind",)
    )
    assert normalise_phone("0612345679", "FR", "mobile").reasons == ()


@pytest.mark.parametrize("text", ["", " ", "-", "\x00", "+", "()"])
def test_empty(text: str) -> None:
    assert normalise_phone(text) == PhoneValue("", "", State.EMPTY)


@LAW
@given(
    st.from_regex(r"[1-9][0-9]{8}", fullmatch=True), st.sampled_from(["0", "+33", "0033", "+330", "+33 (0)"])
)
def test_the_short_road_agrees_with_the_package(number: str, prefix: str) -> None:
    mine = normalise_phone(prefix + number)
    theirs = phonenumbers.parse("+33" + number, None)
    if mine.state is State.PLACEHOLDER or "phone.overseas" in mine.reasons:
        return
    assert (mine.state in (State.VALID, State.DOUBTFUL)) == phonenumbers.is_valid_number(theirs)
    if mine.value:
        assert mine.value == phonenumbers.format_number(theirs, phonenumbers.PhoneNumberFormat.E164)
        mobile = phonenumbers.number_type(theirs) == phonenumbers.PhoneNumberType.MOBILE
        assert (mine.kind == "mobile") == mobile


OVERSEAS = {"262": "262", "692": "262", "269": "262", "639": "262", "590": "590", "690": "590", "594": "594", "694": "594",
            "596": "596", "696": "596", "697": "596"}  # fmt: skip


@LAW
@given(st.sampled_from(sorted(OVERSEAS)), st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_the_short_road_agrees_with_the_package_overseas(start: str, rest: str) -> None:
    mine = normalise_phone("0" + start + rest)
    theirs = phonenumbers.parse(f"+{OVERSEAS[start]}{start}{rest}", None)
    if mine.state is not State.PLACEHOLDER and phonenumbers.is_valid_number(theirs):
        assert mine.value == phonenumbers.format_number(theirs, phonenumbers.PhoneNumberFormat.E164)
        mobile = phonenumbers.number_type(theirs) == phonenumbers.PhoneNumberType.MOBILE
        assert (mine.kind == "mobile") == mobile


@LAW
@given(
    anything | phones,
    st.sampled_from(["FR", "RE", "BE", "US", "", "zz"]),
    st.sampled_from(["", "mobile", "landline"]),
)
@example(HUGE, "FR", "")
def test_never_raises_and_is_idempotent(text: str, country: str, hint: str) -> None:
    once = normalise_phone(text, country, hint)
    assert normalise_phone(once.value, country, hint).value == once.value
    assert storable(once.value)
    if once.value:
        assert phonenumbers.is_valid_number(phonenumbers.parse(once.value, None))
