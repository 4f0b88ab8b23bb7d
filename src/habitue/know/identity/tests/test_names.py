"""Names: casing, particles, compounds, swapped cells; a normalised name stays as it is."""

import pytest
from hypothesis import example, given

from habitue.know.identity.rules.names import normalise_name
from habitue.know.identity.rules.names.data import first_name, first_names, last_names
from habitue.know.identity.rules.names.splitting import split_full
from habitue.know.identity.tests import name_tables
from habitue.know.identity.tests.strategies import HUGE, LAW, anything, names, storable
from habitue.know.identity.types.values import NameValue, State


def shown(value: NameValue) -> tuple[str, str]:
    return value.first, value.last


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("JEAN-PIERRE", "DE LA TOUR", ("Jean-Pierre", "de La Tour")),
        ("jean pierre", "dupont", ("Jean-Pierre", "Dupont")),
        ("Anne", "LE GOFF", ("Anne", "Le Goff")),
        ("ludwig", "VAN BEETHOVEN", ("Ludwig", "van Beethoven")),
        ("Ali", "BEN SALAH", ("Ali", "Ben Salah")),
        ("José", "DA SILVA", ("José", "da Silva")),
        ("Marie", "d'artagnan", ("Marie", "d'Artagnan")),
        ("Léa", "N’DIAYE", ("Léa", "N'Diaye")),
        ("FRANÇOIS", "L'HERMITE", ("François", "L'Hermite")),
        ("sean", "O'BRIEN", ("Sean", "O'Brien")),
        ("sean", "MCDONALD", ("Sean", "McDonald")),
        ("sean", "macdonald", ("Sean", "MacDonald")),
        ("Emmanuel", "MACRON", ("Emmanuel", "Macron")),
        ("Lou", "DUPONT - MARTIN", ("Lou", "Dupont-Martin")),
        ("jp", "durand", ("JP", "Durand")),
        ("Marie", "LeBron", ("Marie", "LeBron")),
        ("\u200bJean\x00", "\u00a0Dupont ", ("Jean", "Dupont")),
    ],
)
def test_written_form(first: str, last: str, expected: tuple[str, str]) -> None:
    value = normalise_name(first, last)
    assert shown(value) == expected
    assert value.state is State.VALID
    assert value.reasons == ()


def test_keys_ignore_accents_hyphens_and_apostrophes() -> None:
    a = normalise_name("Jean-François", "D'Almeida")
    b = normalise_name("JEAN FRANCOIS", "DALMEIDA")
    assert (a.first_key, a.last_key) == (b.first_key, b.last_key) == ("jean francois", "dalmeida")


@pytest.mark.parametrize(
    ("first", "last", "civility", "first_name_", "last_name_"),
    [
        ("Mme Marie", "DUPONT", "Mme", "Marie", "Dupont"),
        ("Marie", "Madame DUPONT", "Mme", "Marie", "Dupont"),
        ("Mr. Paul", "Durand", "M.", "Paul", "Durand"),
        ("Paul", "Durand (M.)", "M.", "Paul", "Durand"),
        ("Dr Paul", "Durand", "Dr", "Paul", "Durand"),
        ("Monsieur", "Durand", "M.", "", "Durand"),
        ("Melvin", "Drouet", "", "Melvin", "Drouet"),
        ("Prune", "Mestre", "", "Prune", "Mestre"),
    ],
)
def test_civility_inside_a_cell(
    first: str, last: str, civility: str, first_name_: str, last_name_: str
) -> None:
    value = normalise_name(first, last)
    assert (value.civility, value.first, value.last) == (civility, first_name_, last_name_)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("MR", "M."), ("Mrs.", "Mme"), ("mademoiselle", "Mlle"), ("Me", "Me"), ("F", "Mme"), ("M. et Mme", "M. et Mme"),
     ("chose", ""), ("", "")],
)  # fmt: skip
def test_civility_of_its_own_cell(text: str, expected: str) -> None:
    assert normalise_name("Camille", "Durand", text).civility == expected


@pytest.mark.parametrize(
    ("last", "used", "birth"),
    [
        ("DUPONT née MARTIN", "Dupont", "Martin"),
        ("DUPONT (NEE MARTIN)", "Dupont", "Martin"),
        ("MARTIN ép. DUPONT", "Dupont", "Martin"),
        ("Martin épouse Dupont", "Dupont", "Martin"),
        ("MARTIN VVE DUPONT", "Dupont", "Martin"),
        ("MARTIN nom d'usage DUPONT", "Dupont", "Martin"),
        ("RENEE", "Renee", ""),
        ("Nee", "Nee", ""),
    ],
)
def test_name_at_birth(last: str, used: str, birth: str) -> None:
    value = normalise_name("Claire", last)
    assert (value.last, value.birth) == (used, birth)


def test_name_at_birth_of_its_own_cell() -> None:
    assert normalise_name("Claire", "Dupont", birth="DE LA TOUR").birth == "de La Tour"
    assert normalise_name("Claire", "Dupont", birth="DUPONT").birth == ""


@pytest.mark.parametrize(
    ("full", "first", "last", "reason"),
    [
        ("Jean DUPONT", "Jean", "Dupont", "name.split_by_case"),
        ("DUPONT Jean", "Jean", "Dupont", "name.split_by_case"),
        ("DE GAULLE Charles", "Charles", "de Gaulle", "name.split_by_case"),
        ("DUPONT, Marie", "Marie", "Dupont", "name.split_by_case"),
        ("Dupont Jean", "Jean", "Dupont", "name.split_by_names"),
        ("Jean Pierre Dupont", "Jean-Pierre", "Dupont", "name.split_by_names"),
        ("JEAN-PIERRE DE LA TOUR", "Jean-Pierre", "de La Tour", "name.split_by_names"),
        ("Mme Marie de la Tour", "Marie", "de La Tour", "name.split_by_names"),
        ("MARIE DUPONT MARTIN", "Marie", "Dupont Martin", "name.split_by_names"),
        ("Kylian Mbappé", "Kylian", "Mbappé", "name.split_by_names"),
        ("Mr Durand", "", "Durand", "name.split_guess"),
    ],
)
def test_full_name(full: str, first: str, last: str, reason: str) -> None:
    value = normalise_name("", "", full=full)
    assert shown(value) == (first, last)
    assert reason in value.reasons


def test_whole_name_in_one_of_two_cells() -> None:
    assert shown(normalise_name("", "DUPONT Jean")) == ("Jean", "Dupont")
    assert shown(normalise_name("Jean Dupont", "")) == ("Jean", "Dupont")
    assert shown(normalise_name("", "DE LA TOUR")) == ("", "de La Tour")
    assert shown(normalise_name("", "MARTIN BERNARD")) == ("", "Martin Bernard")


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        ("DUPONT", "Marie", "name.swapped_suspected"),
        ("Lefebvre", "Thomas", "name.swapped_suspected"),
        ("Jean et Marie", "Dupont", "name.several_people"),
        ("", "SARL DUPONT", "name.company"),
        ("Jean2", "Dupont", "name.digits"),
        ("Jean", "Dupont (fils)", "name.note_removed"),
        ("Jean", "Dupont Jean", "name.repeated"),
        ("Dupont", "Dupont", "name.same_twice"),
        ("J.-P.", "Dupont", "name.initial"),
        ("Jean", "", "name.last_missing"),
        ("", "Dupont", "name.first_missing"),
        ("FranÃ§ois", "Dupont", "name.mojibake"),
        ("Client", "Dupont", "name.junk_part"),
        ("Jean", "D" * 130, "name.too_long"),
    ],
)
def test_doubts(first: str, last: str, reason: str) -> None:
    value = normalise_name(first, last)
    assert value.state is State.DOUBTFUL
    assert reason in value.reasons


@pytest.mark.parametrize(
    ("first", "last"),
    [("Martin", "Thomas"), ("Thomas", "Martin"), ("Paul", "Simon"), ("Ndongo", "Martin"), ("Yang", "Li")],
)
def test_surnames_that_are_first_names_are_not_swapped(first: str, last: str) -> None:
    assert normalise_name(first, last).state is State.VALID


def test_mojibake_is_mended() -> None:
    assert normalise_name("FranÃ§ois", "LefÃ¨vre").first == "François"


@pytest.mark.parametrize(
    ("first", "last"),
    [("TEST", "TEST"), ("", "XXX"), ("Client", "Inconnu"), ("Prénom", "NOM"), ("anonyme", ""), ("aaaa", "aaaa"),
     ("azerty", "qsdf"), ("", "CLIENT DE PASSAGE")],
)  # fmt: skip
def test_placeholders_do_not_link(first: str, last: str) -> None:
    value = normalise_name(first, last)
    assert value.state is State.PLACEHOLDER
    assert (value.first_key, value.last_key) == ("", "")


@pytest.mark.parametrize(("first", "last"), [("123", "456"), ("a@b.fr", "")])
def test_invalid(first: str, last: str) -> None:
    assert normalise_name(first, last).state is State.INVALID


@pytest.mark.parametrize(("first", "last"), [("", ""), (" ", "\u00a0"), ("-", "."), ("\x00", "'")])
def test_empty(first: str, last: str) -> None:
    assert normalise_name(first, last) == NameValue("", "", "", "", "", "", State.EMPTY)


def test_couple() -> None:
    value = normalise_name("", "", full="M. et Mme Durand")
    assert (value.civility, value.last) == ("M. et Mme", "Durand")
    assert "name.couple" in value.reasons


@LAW
@given(anything | names, anything | names, names)
@example(HUGE, HUGE, HUGE)
@example("AA", ":MME", "")
def test_never_raises_and_is_idempotent(first: str, last: str, birth: str) -> None:
    once = normalise_name(first, last, birth=birth)
    again = normalise_name(once.first, once.last, once.civility, once.birth)
    assert shown(again) == shown(once)
    assert (again.first_key, again.last_key) == (once.first_key, once.last_key)
    assert (again.civility, again.birth) == (once.civility, once.birth)
    assert storable(once.first, once.last, once.birth, once.civility)


@LAW
@given(anything | names)
@example(HUGE)
def test_full_never_raises(full: str) -> None:
    once = normalise_name("", "", full=full)
    assert storable(once.first, once.last)
    assert len(split_full(full).first) <= 120


def test_tables_are_those_of_the_package() -> None:
    target = name_tables.TARGET
    assert (target / "first_names.tsv").read_text(encoding="utf-8") == name_tables.first_names()
    assert (target / "last_names.tsv").read_text(encoding="utf-8") == name_tables.last_names()


def test_genders_and_frequencies() -> None:
    assert [first_name(name).gender for name in ("marie", "jean", "camille", "dominique", "zzz")] == [
        "f",
        "m",
        "",
        "",
        "",
    ]
    assert last_names()["martin"] > last_names()["dupont"] > last_names()["camille"]
    assert first_names()["jean pierre"].hyphen
