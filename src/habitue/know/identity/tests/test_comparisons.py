"""How two records agree, comparison by comparison: what people write, and the level that it is given."""

import pytest
from hypothesis import given

from habitue.know.identity.rules.comparing.comparisons import COMPARISONS
from habitue.know.identity.rules.learning import unlearned
from habitue.know.identity.rules.model import Model
from habitue.know.identity.rules.names import normalise_name
from habitue.know.identity.rules.traits import Traits
from habitue.know.identity.tests.records import Row, person, rows, seen
from habitue.know.identity.tests.strategies import LAW

MODEL = Model(unlearned())


def level(comparison: str, a: Traits, b: Traits) -> str:
    """The level of one comparison without its band; the same both ways."""
    found = {_level(comparison, a, b), _level(comparison, b, a)}
    assert len(found) == 1
    return found.pop()


def _level(comparison: str, a: Traits, b: Traits) -> str:
    levels = dict(zip((each.name for each in COMPARISONS), MODEL.compare(a, b), strict=True))
    (asked,) = (each for each in COMPARISONS if each.name == comparison)
    return asked.codes()[levels[comparison]].partition(".")[0]


@pytest.mark.parametrize(
    ("expected", "pairs"),
    [
        ("same", "marie|Marie, jean-pierre|Jean Pierre, élodie|ELODIE"),
        ("form", "jp|jean pierre, fred|frederic, cathy|catherine, muhammed|mohammed, mathieu|matthieu, alex|alexandre"),
        ("initial", "j|jean, m|mohamed, a|anne"),
        ("compound", "jean|jean pierre, sophie|marie sophie, amine|mohamed amine, fred|frederic marie"),
        ("typo", "nathalie|ntahalie, christoph|christophe, valerie|valerei, ane|anne, pul|paul, jeanpierre|jean pierre"),
        ("form", "mickael|michael"),
        ("initial", "j m|jean michel"),
        ("missing", "|paul, |"),
    ],
)  # fmt: skip
def test_forms_of_one_first_name(expected: str, pairs: str) -> None:
    for pair in pairs.split(", "):
        a, b = pair.split("|")
        assert level("first", person(a, "x"), person(b, "y")) == expected, pair


@pytest.mark.parametrize(
    "pair",
    [
        "marie|mario", "julie|julien", "francois|francoise", "laurent|laurence", "alexandre|alexandra", "stephane|stephanie",
        "jean pierre|jean paul", "pierre|jean pierre", "paul|jean pierre", "lea|leo", "theo|leo", "claude|claudine",
        "j|pierre", "marie|anne marie", "hugo|huguette", "louis|louise", "eric|erica", "marie claude|marie claire",
        "mohamed amine|mohamed ali", "jean louis|jean luc", "paul|marie", "j p|jean marc",
    ],
)  # fmt: skip
def test_different_first_names(pair: str) -> None:
    a, b = pair.split("|")
    assert level("first", person(a, "x"), person(b, "y")) == "other"


@pytest.mark.parametrize("pair", ["lola|lila", "emma|emmy", "noa|noe"])
def test_real_names_one_letter_apart_are_no_slip(pair: str) -> None:
    a, b = pair.split("|")
    assert level("first", person(a, "x"), person(b, "y")) == "near"


@pytest.mark.parametrize(
    ("expected", "pairs"),
    [
        ("same", "dupont|DUPONT, de la tour|la tour, saint martin|st martin, el amrani|amrani, d'almeida|dalmeida"),
        ("part", "martin|martin durand, martin-dupont|dupont, diallo|diallo ba, el amrani|elamrani, le goff|legoff"),
        ("typo", "dupont|dupond, lefebvre|lefevre, garcia|gracia, schmitt|schmidt, leroy|leroi"),
        ("sounds", "vandenberghe|vandenberg"),
        ("resembles", "blanc|leblanc"),
        ("missing", "|dupont"),
        ("other", "martin|durand, dupont martin|martin durand, li|ly, de la tour|de la mare, le gall|le goff"),
    ],
)  # fmt: skip
def test_surnames(expected: str, pairs: str) -> None:
    for pair in pairs.split(", "):
        a, b = pair.split("|")
        assert level("last", person("zoe", a, civility="M."), person("luc", b)) == expected, pair


def names(a: tuple[str, str], b: tuple[str, str]) -> tuple[str, str]:
    one, other = person(*a), person(*b)
    return level("first", one, other), level("last", one, other)


def test_swapped_names() -> None:
    assert names(("Martin", "Jean"), ("Jean", "MARTIN")) == ("swapped", "missing")
    assert names(("Dupond", "Marie"), ("Marie", "Dupont")) == ("swapped", "missing")
    assert names(("Martin", "Jean"), ("Paul", "Martin")) == ("other", "other")


def test_two_swapped_records_of_one_person_are_the_same() -> None:
    assert names(("Martin", "Jean"), ("Martin", "Jean")) == ("same", "same")


def test_a_woman_may_bear_two_surnames() -> None:
    married = person("Marie", "Durand", civility="Mme")
    assert level("last", married, person("Marie", "Martin")) == "married"
    assert level("last", person("Paul", "Durand", civility="M."), person("Paul", "Martin")) == "other"


def test_the_name_at_birth() -> None:
    married = person("Sophie", "Durand", birth_name="MARTIN", civility="Mme")
    assert level("last", married, person("Sophie", "Martin")) == "birth"
    assert level("last", married, person("Sophie", "Petit", birth_name="Martin")) == "birth"
    found = normalise_name("Sophie", "Durand née Martin")
    assert (
        level("last", person("Sophie", found.last_key, birth_name=found.birth), person("S", "Martin"))
        == "birth"
    )


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("19800423", "same"), ("", "missing"), ("19810423", "slip"), ("19800428", "slip"), ("20800423", "resembles"),
        ("19080423", "slip"), ("19800432", "slip"), ("19850428", "resembles"), ("19801105", "year"), ("19820611", "other"),
        ("19530412", "other"),
    ],
)  # fmt: skip
def test_birth_dates(other: str, expected: str) -> None:
    assert level("born", person(born="19800423"), person(born=other)) == expected


def test_day_and_month_exchanged() -> None:
    assert level("born", person(born="19800403"), person(born="19800304")) == "slip"
    assert level("born", person(born="19800403"), person(born="19910304")) == "other"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("jean.dupont@free.fr", "jean.dupont@free.fr", "same"),
        ("jean.dupont@free.fr", "jean.dupont@fre.fr", "typo"),
        ("jean.dupont@free.fr", "jaen.dupont@free.fr", "typo"),
        ("jdupont59@free.fr", "jdupont59@orange.fr", "local"),
        ("jean.dupont@free.fr", "jeandupont@orange.fr", "missing"),
        ("jean.dupont@free.fr", "", "missing"),
        ("jean.dupont@free.fr", "marie.roux@free.fr", "other"),
    ],
)
def test_mailboxes(a: str, b: str, expected: str) -> None:
    assert level("email", person(email=a), person(email=b)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("Marie", "Dupont", "full"), ("Marie", "Roux", "first"), ("Paul", "Dupont", "last"), ("Luc", "Roux", "other"),
        ("", "", "missing"),
    ],
)  # fmt: skip
def test_a_name_in_the_mailbox(first: str, last: str, expected: str) -> None:
    assert level("mail_name", person(email="marie.dupont59@free.fr"), person(first, last)) == expected


def test_an_initial_in_the_mailbox() -> None:
    assert level("mail_name", person(email="mdupont@free.fr"), person("Michel", "Dupont")) == "initial"


@pytest.mark.parametrize(
    ("kind", "a", "b", "expected"),
    [
        ("mobile", "+33612345678", "+33612345687", "typo"),
        ("mobile", "+33612345678", "+33698765432", "other"),
        ("landline", "+33320123456", "+33320123457", "typo"),
        ("landline", "+33320123456", "+33320123465", "other"),
        ("card", "2900000000018", "2900000000081", "typo"),
        ("card", "2900000000018", "", "missing"),
        ("card", "2900000000018", "2900000000018", "same"),
    ],
)
def test_numbers(kind: str, a: str, b: str, expected: str) -> None:
    assert level(kind, person(**{kind: a}), person(**{kind: b})) == expected


LILAS = {"number": "12", "street": "rue des Lilas", "postcode": "59000", "town": "Lille"}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (LILAS, "same"),
        ({**LILAS, "postcode": "59800"}, "same"),
        ({**LILAS, "street": "rue du Lilas"}, "typo"),
        ({**LILAS, "street": "", "place": "Rue des Lilas"}, "typo"),
        ({**LILAS, "number": "14"}, "street"),
        ({**LILAS, "street": "avenue Foch"}, "number"),
        ({"postcode": "59000", "town": "Lille"}, "town"),
        ({**LILAS, "street": "avenue Foch", "number": "3"}, "near"),
        ({"street": "avenue Foch", "postcode": "59400", "town": "Cambrai"}, "area"),
        ({"street": "avenue Foch", "postcode": "75116", "town": "Paris"}, "other"),
        ({}, "missing"),
    ],
)
def test_addresses(other: dict[str, str], expected: str) -> None:
    assert level("address", person(**LILAS), person(**other)) == expected


def test_buildings_civilities_and_sources() -> None:
    assert level("place", person(place="Résidence A"), person(place="RESIDENCE A")) == "same"
    assert level("place", person(place="Résidence A"), person(place="Bât. 3, Residence A")) == "typo"
    assert level("sex", person(civility="Mme"), person(civility="Mlle")) == "same"
    assert level("sex", person(civility="Mme"), person(civility="M.")) == "other"
    assert level("sex", person(civility="Mme"), person(civility="Dr")) == "missing"
    assert level("source", person(source="a"), person(source="b")) == "other"


@LAW
@given(rows(2, 2, scripts=True))
def test_symmetric_and_all_one_with_oneself(house: list[Row]) -> None:
    a, b = map(seen, house)
    assert MODEL.compare(a, b) == MODEL.compare(b, a)
    alone = {_level(each.name, a, a) for each in COMPARISONS if each.name not in ("mail_name", "address")}
    assert alone <= {"same", "missing", "swapped"}
