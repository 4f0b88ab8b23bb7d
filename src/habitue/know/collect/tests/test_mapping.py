"""Columns find their fields by header and by value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from habitue.know.collect.rules.mapping import compare, follow, propose
from habitue.know.collect.rules.mapping.headers import meanings
from habitue.know.collect.types import ColumnMapping, Field, Mapping, MappingProblem

PEOPLE = (
    (
        "C001",
        "Mme",
        "DUPONT",
        "Marie",
        "marie.dupont@gmail.com",
        "06 12 34 56 78",
        "0142345678",
        "17/03/1980",
    ),
    ("C002", "M.", "MARTIN", "Jean", "jean@orange.fr", "+33 7 11 22 33 44", "0511223344", "02/11/1975"),
    ("C003", "M.", "BERNARD", "Paul", "paul.b@free.fr", "0698765432", "", "25/12/1990"),
    ("C004", "Mme", "LE GALL", "Anne", "anne@laposte.net", "0677889900", "0298765432", "01/01/1962"),
    ("C005", "Mme", "PETIT", "Chloé", "chloe.petit@gmail.com", "07 55 44 33 22", "", "30/06/2001"),
)
PLACES = (
    ("12 rue des Lilas", "75011", "Paris", "FR"),
    ("3 bis avenue Foch", "69006", "LYON", "FR"),
    ("8 place du Marché", "33000", "Bordeaux", "FR"),
    ("44 boulevard Voltaire", "29200", "BREST", "FR"),
    ("1 impasse du Puits", "59000", "Lille", "FR"),
)


def fields(*columns: str, rows: tuple[tuple[str, ...], ...]) -> list[Field]:
    return [each.field for each in propose(columns, rows).columns]


def test_french_headers() -> None:
    columns = ("N° client", "Civilité", "Nom", "Prénom", "Courriel", "Tél. portable", "Tél. fixe", "Né(e) le")
    mapping = propose(columns, PEOPLE)
    assert [str(each.field) for each in mapping.columns] == [
        "key", "civility", "last_name", "first_name", "email", "mobile", "landline", "birth_date",
    ]  # fmt: skip
    assert mapping.key == ("N° client",)
    assert mapping.date_order == "dmy"
    assert all(each.confidence > 0.8 for each in mapping.columns)


def test_values_decide_when_headers_say_nothing() -> None:
    rows = tuple(person + place for person, place in zip(PEOPLE, PLACES, strict=True))
    mapping = propose([f"champ {number}" for number in range(1, 13)], rows)
    assert [str(each.field) for each in mapping.columns] == [
        "key", "civility", "last_name", "first_name", "email", "mobile", "landline", "birth_date",
        "address1", "postcode", "town", "country",
    ]  # fmt: skip
    assert {each.why for each in mapping.columns} == {"why.values"}


def test_values_decide_when_a_header_lies() -> None:
    rows = tuple((person[0], person[5], person[4]) for person in PEOPLE)
    mapping = propose(("Code client", "E-mail", "Portable"), rows)
    assert [str(each.field) for each in mapping.columns] == ["key", "mobile", "email"]
    assert mapping.columns[1].why == "why.values_against_header"


def test_sms_is_a_number_or_a_consent() -> None:
    assert fields("EMAIL", "SMS", rows=(("a@b.fr", "33612345678"), ("c@d.fr", "33712345678"))) == [
        "email",
        "mobile",
    ]
    assert fields("EMAIL", "SMS", rows=(("a@b.fr", "Oui"), ("c@d.fr", "Non"))) == ["email", "optin_sms"]


def test_one_column_for_each_field() -> None:
    rows = (
        ("a@b.fr", "x@b.fr", "0612345678", "0142345678"),
        ("c@d.fr", "y@b.fr", "0712345678", "0142345679"),
    )
    assert fields("Email", "Email 2", "Téléphone 1", "Téléphone 2", rows=rows) == [
        "email", "extra", "phone", "landline",
    ]  # fmt: skip


def test_a_lone_name_column_holds_the_full_name() -> None:
    rows = (("1", "Marie Dupont"), ("2", "Jean Martin"), ("3", "LE GALL Anne"))
    assert fields("id", "Nom", rows=rows) == ["key", "full_name"]


def test_a_lone_address_column_holds_the_whole_address() -> None:
    rows = (
        ("1", "12 rue des Lilas 75011 Paris"),
        ("2", "3 avenue Foch, 69006 Lyon"),
        ("3", "8 place Foch 33000 Pau"),
    )
    assert fields("id", "Adresse", rows=rows) == ["key", "address_full"]


def test_an_id_that_repeats_is_no_key() -> None:
    rows = tuple(("1", card, "DUPONT") for card in ("2900000000017", "2900000000024", "2900000000031"))
    mapping = propose(("Code client", "N° carte", "Nom"), rows)
    assert mapping.columns[0] == ColumnMapping("Code client", Field.EXTRA, 0.4, "why.repeats", ("1",))
    assert mapping.key == ("N° carte",)


def test_the_email_is_the_key_when_there_is_nothing_better() -> None:
    assert propose(("EMAIL", "PRENOM"), (("a@b.fr", "Marie"), ("c@d.fr", "Jean"))).key == ("EMAIL",)


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (("03/04/1980", "25/12/1980"), "dmy"),
        (("03/04/1980", "12/25/1980"), "mdy"),
        (("1980-04-03", "1980-12-25"), "iso"),
        (("19800403", "19801225"), "iso"),
        (("03/04/1980", "05/06/1981"), "dmy"),
    ],
)
def test_date_order_comes_from_all_values(days: tuple[str, ...], order: str) -> None:
    assert propose(("id", "Date de naissance"), [("1", days[0]), ("2", days[1])]).date_order == order


EXPORTS = {
    "shopify": "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
    "Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,"
    "Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,"
    "Total Spent,Total Orders,Note,Tax Exempt,Tags",
    "prestashop": "id_customer,id_gender,firstname,lastname,email,birthday,newsletter,optin,date_add,date_upd,company",
    "woocommerce": "customer_id,user_email,billing_first_name,billing_last_name,billing_company,billing_phone,"
    "billing_address_1,billing_address_2,billing_postcode,billing_city,billing_country,user_registered",
    "odoo": "id,name,email,phone,mobile,street,street2,zip,city,country_id,lang,title,write_date,create_date",
    "mailchimp": "Email Address,First Name,Last Name,Address,Phone Number,Birthday,MEMBER_RATING,OPTIN_TIME,CC,"
    "LAST_CHANGED,LEID,EUID,NOTES,TAGS",
    "brevo": "CONTACT ID,EMAIL,FIRSTNAME,LASTNAME,SMS,DOUBLE_OPT-IN,ADDED_TIME,MODIFIED_TIME",
    "square": "Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Company Name,Street Address 1,"
    "Street Address 2,City,State,Postal Code,Birthday,Memo,Square Customer ID,Creation Source,First Visit,Last Visit,"
    "Email Subscription Status",
    "cegid": "T_TIERS,T_LIBELLE,T_PRENOM,T_JURIDIQUE,T_ADRESSE1,T_ADRESSE2,T_CODEPOSTAL,T_VILLE,T_PAYS,T_TELEPHONE,T_EMAIL",
    "fastmag": "Client,Civilite,Nom,Prenom,Adresse1,Adresse2,CodePostal,Ville,Pays,Telephone,Portable,Email,"
    "DateNaissance,PubParEMail,PubParSMS,MagasinCreation",
    "lightspeed": "id,customer_code,first_name,last_name,company_name,email,phone,mobile,physical_address1,"
    "physical_address2,physical_city,physical_postcode,physical_country_id,date_of_birth,sex",
}
EXPECTED = {
    "shopify": "key,first_name,last_name,email,optin_email,company,address1,address2,town,extra,country,postcode,extra,"
    "phone,optin_sms,extra,extra,extra,extra,extra",
    "prestashop": "key,civility,first_name,last_name,email,birth_date,optin_email,extra,created_at,changed_at,company",
    "woocommerce": "key,email,first_name,last_name,company,phone,address1,address2,postcode,town,country,created_at",
    "odoo": "key,full_name,email,phone,mobile,address1,address2,postcode,town,country,language,civility,"
    "changed_at,created_at",
    "mailchimp": "email,first_name,last_name,address_full,phone,birth_date,extra,created_at,country,changed_at,extra,key,"
    "extra,extra",
    "brevo": "key,email,first_name,last_name,mobile,optin_email,created_at,changed_at",
    "square": "extra,first_name,last_name,email,phone,extra,company,address1,address2,town,extra,postcode,birth_date,extra,"
    "key,extra,extra,extra,optin_email",
    "cegid": "key,last_name,first_name,civility,address1,address2,postcode,town,country,phone,email",
    "fastmag": "key,civility,last_name,first_name,address1,address2,postcode,town,country,phone,mobile,email,birth_date,"
    "optin_email,optin_sms,store",
    "lightspeed": "key,extra,first_name,last_name,company,email,phone,mobile,address1,address2,town,postcode,country,"
    "birth_date,civility",
}


@pytest.mark.parametrize("platform", EXPORTS)
def test_known_exports_are_recognised_and_mapped(platform: str) -> None:
    mapping = propose(EXPORTS[platform].split(","), [])
    assert mapping.platform == platform
    assert ",".join(each.field for each in mapping.columns) == EXPECTED[platform]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Adresse e-mail du client", Field.EMAIL),
        ("Ville de facturation", Field.TOWN),
        ("billing_city", Field.TOWN),
        ("N° de portable", Field.MOBILE),
        ("CodePostal", Field.POSTCODE),
        ("C.P.", Field.POSTCODE),
        ("Souhaite recevoir la newsletter", Field.OPTIN_EMAIL),
        ("Opt-in SMS", Field.OPTIN_SMS),
        ("Date de dernière modification", Field.CHANGED_AT),
        ("Nom de jeune fille", Field.BIRTH_NAME),
    ],
)
def test_headers_by_their_words(header: str, field: Field) -> None:
    assert meanings(header)[0][0] is field


def test_a_saved_mapping_is_kept_and_new_columns_are_proposed() -> None:
    saved = Mapping(
        (ColumnMapping("code", Field.KEY), ColumnMapping("truc", Field.LAST_NAME)), ("code",), "mdy", 4
    )
    mapping = propose(("code", "truc", "Courriel"), [("1", "x", "a@b.fr"), ("2", "y", "c@d.fr")], known=saved)
    assert [(each.field, each.why) for each in mapping.columns] == [
        (Field.KEY, "why.known"),
        (Field.LAST_NAME, "why.known"),
        (Field.EMAIL, "why.header"),
    ]
    assert (mapping.key, mapping.date_order, mapping.version) == (("code",), "mdy", 4)


def test_changed_columns_are_told_apart() -> None:
    columns = ("N° client", "Nom", "Courriel", "Ville")
    saved = Mapping(tuple(ColumnMapping(name, Field.EXTRA) for name in columns), ("N° client",))
    assert not compare(saved, columns)
    change = compare(saved, ("No client", "Nom", "E-mail", "Points"))
    assert change.missing == ("Ville",)
    assert change.new == ("Points",)
    assert set(change.renamed) == {("N° client", "No client"), ("Courriel", "E-mail")}
    followed = follow(saved, change)
    assert [each.column for each in followed.columns] == ["No client", "Nom", "E-mail", "Ville"]
    assert (followed.key, followed.version) == (("No client",), 2)


def test_layout_and_key_of_a_mapping() -> None:
    mapping = Mapping(
        (ColumnMapping("a", Field.KEY), ColumnMapping("b", Field.EXTRA), ColumnMapping("c", Field.EMAIL)),
        ("a",),
    )
    assert mapping.layout(("c", "b", "a")) == {Field.KEY: 2, Field.EMAIL: 0}
    assert mapping.key_indices(("c", "b", "a")) == (2,)
    with pytest.raises(MappingProblem) as caught:
        mapping.key_indices(("b", "c"))
    assert (caught.value.code, caught.value.params) == ("mapping.no_key", {"columns": "a"})
    with pytest.raises(MappingProblem):
        replace(mapping, key=()).key_indices(("a",))


def test_of_two_moments_the_later_is_the_change() -> None:
    rows = [
        (f"a{day}@b.fr", f"2024-05-{day + 1:02} 08:00:00", f"2024-03-{day:02} 08:00:00")
        for day in range(1, 9)
    ]
    assert fields("x", "y", "z", rows=tuple(rows)) == ["email", "changed_at", "created_at"]


def test_numbers_with_a_check_digit_are_cards() -> None:
    rows = tuple(
        (f"{100 + n}", card) for n, card in enumerate(("2919825957667", "2921038739282", "2953503340440"))
    )
    mapping = propose(("champ 1", "champ 2"), rows)
    assert [str(each.field) for each in mapping.columns] == ["key", "card"]


def test_a_town_is_known_by_its_neighbour() -> None:
    rows = (("Chemy", "59147"), ("Xouaxange", "57830"), ("Zoteux", "62650"), ("Ychoux", "40160"))
    assert fields("champ 1", "champ 2", rows=rows) == ["town", "postcode"]


HOUSE = {
    "N° client;Civilité;NOM;Prénom;Tél portable;Tél fixe;E-mail;Adresse;Complément;CP;Ville;Date naissance;"
    "Carte fidélité;Magasin;Date création;Date modif": "key civility last_name first_name mobile landline email address1 "
    "address2 postcode town birth_date card store created_at changed_at",
    "Code adhérent;N° carte;Civilité;Nom;Nom de naissance;Prénom;Date de naissance;Courriel;Portable;Téléphone;"
    "Bâtiment, résidence;N° et voie;Lieu-dit;Code postal;Commune;Pays;Niveau;Points;Magasin d'adhésion;"
    "Date d'adhésion;Dernière mise à jour;Accord e-mail;Accord SMS;Accord courrier": "key card civility last_name "
    "birth_name first_name birth_date email mobile phone address2 address1 address3 postcode town country extra extra store "
    "created_at changed_at optin_email optin_sms optin_post",
    "Customer ID;First Name;Last Name;Email;Accepts Email Marketing;Default Address Address1;Default Address Address2;"
    "Default Address City;Default Address Zip;Default Address Country Code;Phone;Accepts SMS Marketing;Total Orders;"
    "Total Spent;Note;Created At;Updated At": "key first_name last_name email optin_email address1 address2 town postcode "
    "country phone optin_sms extra extra extra created_at changed_at",
    "EMAIL;PRENOM;NOM;DATE_NAISSANCE;SMS;CODE_POSTAL;OPT_IN;DATE_INSCRIPTION;DATE_MODIFICATION;LANGUE": "email first_name "
    "last_name birth_date mobile postcode optin_email created_at changed_at language",
}


@pytest.mark.parametrize("header", HOUSE, ids=["till", "loyalty", "web shop", "newsletter"])
def test_the_columns_of_a_house_are_all_known_by_name(header: str) -> None:
    mapping = propose(header.split(";"), [])
    assert " ".join(each.field for each in mapping.columns) == HOUSE[header]
    assert min(each.confidence for each in mapping.columns) > 0.8
