"""The packaged list of France, and the wording of every reason."""

from habitue.know.identity.rules.address.data import country_codes, country_names, first_names, gazetteer
from habitue.know.identity.rules.address.grades import REASONS, grade_of
from habitue.know.identity.types.address import Grade
from habitue.know.identity.wording import address as wording


def test_the_list_holds_every_commune_and_postcode() -> None:
    france = gazetteer()
    assert len(france.by_postcode) == 6333
    assert sum(place.kind == "commune" for places in france.by_key.values() for place in places) == 34_965
    assert france.communes["42218"].name == "Saint-Étienne"
    assert france.communes["42218"].postcodes == ("42000", "42100", "42230")


def test_merged_communes_and_delivery_labels() -> None:
    france = gazetteer()
    old = next(place for place in france.by_key["saint laurent des autels"] if place.kind == "old")
    assert (old.parent, france.communes[old.parent].name) == ("49126", "Orée d'Anjou")
    label = next(place for place in france.by_postcode["59160"] if place.kind == "label")
    assert (label.name, label.insee) == ("Lomme", "59350")


def test_every_long_name_has_a_short_label() -> None:
    france = gazetteer()
    long = [place for place in france.communes.values() if len(place.key) > 32]
    assert long
    assert all(len(france.short[place.insee]) <= 32 for place in long)


def test_countries_in_two_languages() -> None:
    codes = country_codes()
    assert [codes[name] for name in ("allemagne", "germany", "de", "uk", "suisse")] == [
        "DE",
        "DE",
        "DE",
        "GB",
        "CH",
    ]
    assert country_names()["DE"] == "Allemagne"


def test_first_names_of_streets() -> None:
    assert {"jean", "victor", "aristide", "jeanne"} <= first_names()
    assert "republique" not in first_names()


def test_every_reason_and_grade_is_worded() -> None:
    assert set(wording.REASONS) == set(REASONS)
    assert set(wording.GRADES) == set(Grade)
    assert str(wording.GRADES[Grade.A])


def test_the_worst_reason_decides_the_grade() -> None:
    assert grade_of(()) == (Grade.A, 1.0)
    assert grade_of(("town.typo",)) == (Grade.B, 0.94)
    assert grade_of(("town.typo", "street.no_number")) == (Grade.C, 0.799)
    assert grade_of(("street.no_number", "postcode.missing")) == (Grade.D, 0.51)
