"""A demonstration house is as hard as a real one: the rates that it was asked to have, measured on its files.

The lower bounds are the requirement. They must not be lowered to make a matcher look better.
"""

from datetime import date
from pathlib import Path

import pytest

from habitue.show.demo.noise import OTHER, USUAL, Noise
from habitue.show.demo.tests.hardness import MEASURES, made, rates

PEOPLE = 12_000
TODAY = date(2026, 11, 21)
REQUIRED = {
    "people in households of two or more": (0.60, 0.80),
    "landlines with two holders": (0.15, 0.25),
    "mailboxes with two holders": (0.03, 0.06),
    "mailboxes typed at the till by two": (0.02, 0.05),
    "mobiles with two holders": (0.025, 0.05),
    "cards of somebody else at the till": (0.04, 0.08),
    "people who moved": (0.26, 0.34),
    "old and new address in the records": (0.10, 0.15),
    "people who changed mobile": (0.25, 0.33),
    "old and new mobile in the records": (0.10, 0.15),
    "till: no e-mail": (0.50, 0.56),
    "till: no mobile": (0.27, 0.34),
    "till: no birth date": (0.52, 0.60),
    "till: placeholder birth date": (0.018, 0.03),
    "till: placeholder phone": (0.01, 0.025),
    "till: placeholder e-mail": (0.01, 0.022),
    "till: surname mistyped": (0.07, 0.09),
    "till: first name mistyped": (0.07, 0.09),
    "till: names swapped": (0.02, 0.028),
    "till: nickname": (0.015, 0.035),
    "web: nickname": (0.008, 0.025),
    "newsletter: nickname": (0.012, 0.035),
    "till: compound first names cut": (0.15, 0.28),
    "till: wrong birth date": (0.008, 0.02),
    "birth name and another in the records": (0.03, 0.06),
    "people of a first name given to both sexes": (0.015, 0.05),
    "twins in 1,000 people": (1.5, 4.0),
    "namesakes under one roof in 1,000 people": (1.5, 4.0),
}
FACTORS = {
    "till: surname mistyped": OTHER.typing,
    "till: first name mistyped": OTHER.typing,
    "till: names swapped": OTHER.swapped,
    "till: nickname": OTHER.nickname,
    "till: compound first names cut": OTHER.nickname,
    "till: no mobile": OTHER.missing,
    "till: no birth date": OTHER.missing,
    "people who moved": OTHER.moved,
    "old and new address in the records": OTHER.moved,
    "people who changed mobile": OTHER.changed_mobile,
    "old and new mobile in the records": OTHER.changed_mobile,
    "till: placeholder phone": OTHER.placeholder,
    "till: placeholder e-mail": OTHER.placeholder,
    "mailboxes with two holders": OTHER.shared,
    "cards of somebody else at the till": OTHER.shared,
}
SILENCED = (
    "mailboxes with two holders",
    "mailboxes typed at the till by two",
    "mobiles with two holders",
    "cards of somebody else at the till",
    "people who moved",
    "old and new address in the records",
    "people who changed mobile",
    "old and new mobile in the records",
    "till: placeholder birth date",
    "till: placeholder phone",
    "till: placeholder e-mail",
    "till: no birth date",
    "till: surname mistyped",
    "till: first name mistyped",
    "till: names swapped",
    "till: nickname",
    "web: nickname",
    "newsletter: nickname",
    "till: compound first names cut",
    "till: wrong birth date",
)


def measured(folder: Path, noise: Noise, people: int = PEOPLE) -> dict[str, float]:
    return rates(made(folder, people=people, seed=1, today=TODAY, noise=noise))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    return measured(tmp_path_factory.mktemp("usual"), USUAL)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    return measured(tmp_path_factory.mktemp("other"), OTHER)


@pytest.mark.parametrize("name", REQUIRED)
def test_the_house_is_as_hard_as_required(usual: dict[str, float], name: str) -> None:
    low, high = REQUIRED[name]
    assert low <= usual[name] <= high


def test_every_measure_is_required() -> None:
    assert set(REQUIRED) == set(MEASURES)


@pytest.mark.parametrize("name", FACTORS)
def test_other_noise_errs_at_other_rates(usual: dict[str, float], other: dict[str, float], name: str) -> None:
    assert other[name] / usual[name] == pytest.approx(FACTORS[name], rel=0.25)


def test_without_noise_nothing_is_wrong(tmp_path: Path) -> None:
    """Each measure counts its family of errors and nothing else: silenced, it is nought."""
    quiet = measured(tmp_path, Noise(0, 0, 0, 0, 0, 0, 0, 0), people=3_000)
    assert {name: quiet[name] for name in SILENCED} == dict.fromkeys(SILENCED, 0.0)
