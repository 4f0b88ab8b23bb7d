"""Addresses as customers write them, and exactly what becomes of each."""

import pytest

from habitue.know.identity.rules.address import normalise_address, parts_for_json
from habitue.know.identity.types.address import Address, Grade, Proposal, RawAddress


def lines_of(**cells: str) -> tuple[str, ...]:
    return normalise_address(RawAddress(**cells)).lines


def at(line1: str, postcode: str = "75011", town: str = "Paris", **more: str) -> Address:
    return normalise_address(RawAddress(line1=line1, postcode=postcode, town=town, **more))


@pytest.mark.parametrize(
    ("typed", "number", "repetition", "street"),
    [
        ("12 bis rue Voltaire", "12", "bis", "rue Voltaire"),
        ("12B rue Voltaire", "12", "B", "rue Voltaire"),
        ("12 b, rue voltaire", "12", "B", "rue Voltaire"),
        ("12-14 rue Voltaire", "12-14", "", "rue Voltaire"),
        ("12/14 RUE VOLTAIRE", "12-14", "", "rue Voltaire"),
        ("n° 12 rue Voltaire", "12", "", "rue Voltaire"),
        ("12, r. du moulin", "12", "", "rue du Moulin"),
        ("9TER av du Gal de Gaulle", "9", "ter", "avenue du Général de Gaulle"),
        ("4 bld Maréchal St Arnaud", "4", "", "boulevard Maréchal Saint-Arnaud"),
        ("7 BVD DE LA REPUBLIQUE", "7", "", "boulevard de la République"),
        ("3 imp d alembert", "3", "", "impasse d'Alembert"),
        ("8 fg St Denis", "8", "", "faubourg Saint-Denis"),
        ("1 ZA du Grand Champ", "1", "", "zone artisanale du Grand Champ"),
        ("5 Grande Rue", "5", "", "grande rue"),
        ("2 hent ar mor", "2", "", "hent Ar Mor"),
        ("2 place du Mal Foch", "2", "", "place du Maréchal Foch"),
        ("2 rue du Mal Assis", "2", "", "rue du Mal Assis"),
        ("6 rue Louis XIV", "6", "", "rue Louis XIV"),
    ],
)
def test_number_and_street(typed: str, number: str, repetition: str, street: str) -> None:
    address = at(typed)
    assert (address.number, address.repetition, address.street) == (number, repetition, street)
    assert (address.grade, address.reasons) == (Grade.A, ())


@pytest.mark.parametrize(
    ("typed", "line", "reason"),
    [
        ("71 Avene de l'Opéra", "71 AVENUE DE L OPERA", "street.type_typo"),
        ("71 Avenuede l'Opéra", "71 AVENUE DE L OPERA", "street.spaces"),
        ("71 Avenue del'Opéra", "71 AVENUE DE L OPERA", "street.spaces"),
        ("15 Ru du Vannier", "15 RU DU VANNIER", None),
        ("15 Re du Vannier", "15 RUE DU VANNIER", "street.type_typo"),
        ("5 Imasse du Tonnelier", "5 IMPASSE DU TONNELIER", "street.type_typo"),
    ],
)
def test_a_misspelt_type_is_corrected_and_said(typed: str, line: str, reason: str | None) -> None:
    address = at(typed)
    assert address.lines == (line, "75011 PARIS")
    assert address.reasons == ((reason,) if reason else ())


@pytest.mark.parametrize(
    ("typed", "lines", "reasons"),
    [
        ("rue Pasteur 12", ("12 RUE PASTEUR",), ("street.number_moved",)),
        ("rue Pasteur, 12 bis", ("12 BIS RUE PASTEUR",), ("street.number_moved",)),
        ("rue du 8 mai 45", ("RUE DU 8 MAI 45",), ("street.no_number",)),
        ("route nationale 7", ("ROUTE NATIONALE 7",), ("street.no_number",)),
        ("quai 8", ("QUAI 8",), ("street.no_number",)),
    ],
)
def test_a_number_after_the_street_is_put_before_it(
    typed: str, lines: tuple[str, ...], reasons: tuple[str, ...]
) -> None:
    address = at(typed)
    assert (address.lines, address.reasons) == ((*lines, "75011 PARIS"), reasons)


@pytest.mark.parametrize(
    ("postcode", "town", "last", "grade", "reasons"),
    [
        ("42000", "St Etienne", "42000 SAINT ETIENNE", "A", ()),
        ("75011", "PARIS 11", "75011 PARIS", "A", ()),
        ("75011", "Paris 11ème arrondissement", "75011 PARIS", "A", ()),
        ("F-13008", "marseille viii", "13008 MARSEILLE", "A", ()),
        ("3700", "bellerive s/ allier", "03700 BELLERIVE SUR ALLIER", "B", ("postcode.leading_zero",)),
        ("35000.0", "Rennes", "35000 RENNES", "A", ()),
        ("", "75011 Paris", "75011 PARIS", "A", ("postcode.in_town",)),
        ("35000 Rennes", "", "35000 RENNES", "A", ("town.in_postcode",)),
        ("Rennes", "35000", "35000 RENNES", "B", ("town.swapped",)),
        ("35000", "Renne", "35000 RENNES", "B", ("town.typo",)),
        ("92300", "Levallois", "92300 LEVALLOIS PERRET", "B", ("town.name_completed",)),
        ("94240", "l hay les roses", "94240 L HAY LES ROSES", "A", ()),
        ("", "Lyon 3e", "69003 LYON", "B", ("postcode.completed",)),
        ("97410", "St Pierre", "97410 SAINT PIERRE", "A", ()),
        ("20000", "AJACCIO", "20000 AJACCIO", "A", ()),
        ("59160", "Lomme", "59160 LOMME", "A", ()),
        ("98000", "Monaco", "98000 MONACO", "A", ()),
        ("44200", "", "44200 NANTES", "B", ("town.completed",)),
        ("92919", "Paris La Défense Cedex", "92919 PARIS LA DEFENSE CEDEX", "C", ("cedex.unlisted",)),
        ("75382", "PARIS CEDEX 8", "75382 PARIS CEDEX 08", "C", ("cedex.unlisted",)),
        ("75000", "Paris", "75000 PARIS", "C", ("postcode.unlisted",)),
        ("9430O", "Vincennes", "94300 VINCENNES", "B", ("postcode.typo",)),
        ("94300 VINCENNES", "Vincennes", "94300 VINCENNES", "A", ()),
        ("", "Levallois", "92300 LEVALLOIS PERRET", "B", ("town.name_completed", "postcode.completed")),
        ("", "Paris", "PARIS", "D", ("postcode.missing",)),
        ("3100", "Trifouilly", "3100 TRIFOUILLY", "D", ("postcode.short",)),
    ],
)
def test_postcode_and_town(postcode: str, town: str, last: str, grade: str, reasons: tuple[str, ...]) -> None:
    address = at("3 place du Marché", postcode, town)
    assert address.lines == ("3 PLACE DU MARCHE", last)
    assert (address.grade, address.reasons) == (Grade(grade), reasons)


@pytest.mark.parametrize(
    ("postcode", "town", "grade", "reason", "proposal"),
    [
        ("35000", "Gévezé", "C", "postcode.of_neighbour", Proposal("35850", "Gévezé")),
        ("13008", "Gévezé", "D", "postcode.contradicts_town", Proposal("35850", "Gévezé")),
        ("75011", "Paris 12", "D", "postcode.other_district", Proposal("75012", "Paris")),
        ("35850", "Kerlouan-le-Vieux", "C", "town.unknown", None),
        ("99999", "Gévezé", "D", "postcode.contradicts_town", Proposal("35850", "Gévezé")),
        ("13999", "Trifouilly", "D", "postcode.unknown", None),
    ],
)
def test_a_contradiction_is_told_and_never_corrected(
    postcode: str, town: str, grade: str, reason: str, proposal: Proposal | None
) -> None:
    address = at("3 place du Marché", postcode, town)
    assert (address.grade, address.postcode, address.proposal) == (Grade(grade), postcode, proposal)
    assert address.reasons == (reason,)


def test_a_merged_town_goes_to_line_5() -> None:
    address = at("3 place du Marché", "49270", "Saint Laurent des Autels")
    assert address.lines == ("3 PLACE DU MARCHE", "SAINT LAURENT DES AUTELS", "49270 OREE D ANJOU")
    assert (address.grade, address.reasons, address.insee) == (Grade.B, ("town.merged",), "49126")


def test_insee_codes_of_districts() -> None:
    assert [
        at("1 rue X", code, town).insee
        for code, town in (("75011", "Paris"), ("69003", "Lyon"), ("13008", "Marseille"))
    ] == [
        "75111",
        "69383",
        "13208",
    ]


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ({"line1": "3 rue Pasteur", "line2": "Bât A Appt 12"}, ("APPT 12", "BAT A", "3 RUE PASTEUR")),
        ({"line1": "Appt 12 3eme etage", "line2": "3 rue Pasteur"}, ("APPT 12 3EME ETAGE", "3 RUE PASTEUR")),
        ({"line1": "Résidence les Pins", "line2": "3 rue Pasteur"}, ("RESIDENCE LES PINS", "3 RUE PASTEUR")),
        ({"line1": "3 rue Pasteur", "line2": "chez M. Dupont"}, ("CHEZ M DUPONT", "3 RUE PASTEUR")),
        (
            {"line1": "c/o Dupont", "line2": "3 rue Pasteur", "line3": "BP 123"},
            ("C O DUPONT", "3 RUE PASTEUR", "BP 123"),
        ),
        ({"line1": "3 rue Pasteur", "line2": "Kerlouan"}, ("3 RUE PASTEUR", "KERLOUAN")),
        ({"line1": "12", "line2": "rue Pasteur"}, ("12 RUE PASTEUR",)),
        ({"line1": "16 Résidence des Ormes"}, ("16 RESIDENCE DES ORMES",)),
        ({"line1": "Le Bourg"}, ("LE BOURG",)),
        ({"line1": "12 lieu-dit Kervilzic"}, ("12 LIEU DIT KERVILZIC",)),
        ({"line1": "ACME", "line2": "TSA 40001"}, ("ACME", "TSA 40001")),
        ({"line1": "3 rue Pasteur 75011 Paris"}, ("3 RUE PASTEUR",)),
    ],
)
def test_complements_have_their_lines(cells: dict[str, str], lines: tuple[str, ...]) -> None:
    assert lines_of(**cells, postcode="75011", town="Paris") == (*lines, "75011 PARIS")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("12 AVENUE DES FLEURS", "12 AVENUE DES FLEURS"),
        ("12 av des fleurs", "12 AVENUE DES FLEURS"),
        ("12 BOULEVARD DU GENERAL CHARLES DE GAULLE", "12 BD DU GENERAL CHARLES DE GAULLE"),
        (
            "12 BOULEVARD DU MARECHAL JEAN MARIE DE LATTRE DE TASSIGNY",
            "12 BD DU MAL J M DE LATTRE DE TASSIGNY",
        ),
        ("1234 RUE DE LA FONTAINE AUX TROIS MOULINS", "1234 RUE FONTAINE AUX TROIS MOULINS"),
    ],
)
def test_only_what_is_too_long_is_shortened_in_the_order_of_the_norm(typed: str, line: str) -> None:
    assert at(typed).lines == (line, "75011 PARIS")


def test_what_no_abbreviation_can_fit_is_rejected() -> None:
    address = at("12 rue Anticonstitutionnellementissimementhyppolyte")
    assert (address.grade, address.lines, address.reasons) == (Grade.R, (), ("line.too_long",))
    assert address.written == "12 rue Anticonstitutionnellementissimementhyppolyte | 75011 | Paris"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("12 rue voltaire 75011 paris", ("12", "rue Voltaire", "75011", "Paris")),
        ("75011 Paris, 12 rue Voltaire", ("12", "rue Voltaire", "75011", "Paris")),
        ("15 rue maurice utrillo75018 paris", ("15", "rue Maurice Utrillo", "75018", "Paris")),
        ("23 avenue Foch, 44000 Nantes, France", ("23", "avenue Foch", "44000", "Nantes")),
        ("mercerie Dupuis 23 avenue Foch Nantes", ("23", "avenue Foch", "", "Nantes")),
        ("1 rue Anatole France", ("1", "rue Anatole France", "", "")),
        ("8 rue Adolphe Thiers", ("8", "rue Adolphe Thiers", "", "")),
        ("8 route de Vannes", ("8", "route de Vannes", "", "")),
        ("8 rue du Faubourg Saint-Denis", ("8", "rue du Faubourg Saint-Denis", "", "")),
        ("10 rue Colbert à Angers", ("10", "rue Colbert", "", "Angers")),
        ("5 place de la Mairie Saint-Jean-de-Luz", ("5", "place de la Mairie", "64500", "Saint-Jean-de-Luz")),
        ("14 rue de Turenne Paris 3ème", ("14", "rue de Turenne", "75003", "Paris")),
        ("22 avenue Foch 92 Fontenay-aux-Roses", ("22", "avenue Foch", "92260", "Fontenay-aux-Roses")),
        ("29 rue du 19 Mars 1962", ("29", "rue du 19 Mars 1962", "", "")),
        ("12 rue Pasteur 3100 Montluçon", ("12", "rue Pasteur", "03100", "Montluçon")),
    ],
)
def test_a_whole_address_in_one_text(query: str, expected: tuple[str, ...]) -> None:
    address = normalise_address(RawAddress(full=query))
    assert (address.number, address.street, address.postcode, address.town) == expected


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({}, "address.empty"),
        ({"line1": "  ", "town": "\t"}, "address.empty"),
        ({"line1": "xxx"}, "address.placeholder"),
        ({"line1": "Adresse inconnue"}, "address.placeholder"),
        ({"line1": "NPAI"}, "address.placeholder"),
        ({"full": "foo bar"}, "address.unreadable"),
        ({"full": "東京都千代田区"}, "address.placeholder"),
    ],
)
def test_what_is_no_address_is_rejected(cells: dict[str, str], reason: str) -> None:
    address = normalise_address(RawAddress(**cells))
    assert (address.grade, address.reasons, address.lines) == (Grade.R, (reason,), ())


def test_a_cell_of_ten_megabytes_is_read_at_once_and_rejected_or_cut() -> None:
    address = normalise_address(
        RawAddress("12 " + "rue " * 2_500_000, "1" * 10_000_000, "", "", "75011", "Paris")
    )
    assert all(len(line) <= 38 for line in address.lines)
    assert len(address.written) <= 3_600


def test_an_email_in_the_address_is_left_out_and_said() -> None:
    address = at("3 rue Pasteur", line2="jean@example.com")
    assert (address.lines, address.reasons) == (("3 RUE PASTEUR", "75011 PARIS"), ("text.extra",))


@pytest.mark.parametrize(
    ("cells", "lines", "country"),
    [
        (
            {"line1": "Unter den Linden 77", "postcode": "10117", "town": "Berlin", "country": "Germany"},
            ("UNTER DEN LINDEN 77", "10117 BERLIN", "ALLEMAGNE"),
            "DE",
        ),
        (
            {"full": "Rue Neuve 1\n1000 Bruxelles\nBelgique"},
            ("RUE NEUVE 1", "1000 BRUXELLES", "BELGIQUE"),
            "BE",
        ),
        (
            {"line1": "5 rue X", "postcode": "97400", "town": "St Denis", "country": "Réunion"},
            ("5 RUE X", "97400 SAINT DENIS"),
            "FR",
        ),
    ],
)
def test_other_countries_are_kept_clean_and_unvalidated(
    cells: dict[str, str], lines: tuple[str, ...], country: str
) -> None:
    address = normalise_address(RawAddress(**cells))
    assert (address.lines, address.country) == (lines, country)
    assert address.grade is (Grade.A if country == "FR" else Grade.C)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 av. du Gal de Gaulle", "AVENUE GENERAL DE GAULLE"),
        ("place du 1er mai", "3 place du Premier Mai"),
        ("rue du onze novembre", "RUE DU 11 NOVEMBRE"),
        ("bd St Michel", "1 boulevard Saint-Michel"),
    ],
)
def test_two_writings_of_one_street_have_one_key(one: str, other: str) -> None:
    assert at(one).street_key == at(other).street_key != ""


def test_json_has_the_parts() -> None:
    parts = parts_for_json(at("12 bis rue Voltaire"))
    assert parts == {
        "number": "12 bis",
        "street": "rue Voltaire",
        "postcode": "75011",
        "town": "Paris",
        "lines": ["12 BIS RUE VOLTAIRE", "75011 PARIS"],
        "grade": "A",
        "reasons": [],
        "complement_inside": "",
        "complement_outside": "",
        "place": "",
        "cedex": "",
        "country": "FR",
        "insee": "75111",
        "proposal": None,
        "street_key": "rue voltaire",
        "score": 1.0,
        "written": "",
    }


def test_the_recipient_is_line_1() -> None:
    address = normalise_address(
        RawAddress("3 rue Pasteur", "", "", "", "75011", "Paris"), recipient="Mme Élise d'Hôte"
    )
    assert address.lines == ("MME ELISE D HOTE", "3 RUE PASTEUR", "75011 PARIS")
