"""Exports known by their set of headers, and what their headers mean there.

The header sets are facts of the platforms' own export files and tables (Shopify and Square customer CSV, PrestaShop
`ps_customer` and its back-office list, WooCommerce customers, Odoo `res.partner`, Mailchimp and Brevo contacts,
Lightspeed X and R, SumUp, Cegid tiers, Fastmag, LCV).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from habitue.know.collect.rules.mapping.headers import words
from habitue.know.collect.types import Field

F = Field


@dataclass(frozen=True, slots=True)
class Platform:
    """`signs`: sets of headers; a file that has all of one set comes from here. `fields`: what headers mean here."""

    name: str
    signs: tuple[frozenset[str], ...]
    fields: dict[str, F]


def _platform(name: str, signs: Sequence[str], fields: dict[F, str]) -> Platform:
    """A platform whose headers are written with `|` between them."""
    sets = tuple(frozenset(words(each) for each in sign.split("|")) for sign in signs)
    meaning = {words(each): field for field, text in fields.items() for each in text.split("|")}
    return Platform(name, sets, meaning)


PLATFORMS = (
    _platform(
        "shopify",
        (
            "First Name|Last Name|Email|Accepts Email Marketing|Default Address Zip",
            "First Name|Last Name|Email|Accepts Marketing|Total Spent",
            "First Name|Last Name|Email|Accepts Email Marketing|Accepts SMS Marketing",
            "First Name|Last Name|Email|Accepts Marketing|Zip|Country Code",
        ),
        {
            F.KEY: "Customer ID|ID",
            F.OPTIN_EMAIL: "Accepts Email Marketing|Accepts Marketing",
            F.OPTIN_SMS: "Accepts SMS Marketing",
            F.ADDRESS1: "Default Address Address1|Address1",
            F.ADDRESS2: "Default Address Address2|Address2",
            F.TOWN: "Default Address City|City",
            F.POSTCODE: "Default Address Zip|Zip",
            F.COUNTRY: "Default Address Country Code|Country Code",
            F.COMPANY: "Default Address Company|Company",
            F.PHONE: "Phone",
            F.EXTRA: "Default Address Province Code|Province|Province Code|Default Address Phone|Total Spent"
            "|Total Orders|Tags|Note|Tax Exempt|State|Country",
        },
    ),
    _platform(
        "prestashop",
        (
            "id_customer|firstname|lastname|email",
            "ID|Titre|Prénom|Nom|Adresse e-mail|Inscription",
            "ID|Social title|First name|Last name|Email address|Registration",
        ),
        {
            F.KEY: "id_customer|ID",
            F.CIVILITY: "id_gender|Titre|Social title",
            F.OPTIN_EMAIL: "newsletter|Lettre d'informations",
            F.CHANGED_AT: "date_upd",
            F.CREATED_AT: "date_add|Inscription|Registration",
            F.MOBILE: "phone_mobile",
            F.EXTRA: "optin|Offres partenaires|Partner offers|id_address|alias|id_shop|active|Activé|Enabled|Ventes|Sales",
        },
    ),
    _platform(
        "woocommerce",
        (
            "billing_first_name|billing_last_name|billing_postcode",
            "Name|Username|Date Registered|Email|Total Spend",
            "Name|Username|Last Active|Email|AOV",
            "user_login|user_email|billing_postcode",
        ),
        {
            F.KEY: "customer_id|ID|user_id",
            F.FULL_NAME: "Name|display_name",
            F.FIRST_NAME: "billing_first_name",
            F.LAST_NAME: "billing_last_name",
            F.EMAIL: "user_email|Email",
            F.PHONE: "billing_phone",
            F.ADDRESS1: "billing_address_1",
            F.ADDRESS2: "billing_address_2",
            F.POSTCODE: "billing_postcode",
            F.TOWN: "billing_city",
            F.COUNTRY: "billing_country|Country / Region",
            F.CREATED_AT: "user_registered|Date Registered|Sign up",
            F.EXTRA: "Username|user_login|Last Active|Orders|Total Spend|AOV|Region|billing_state|role",
        },
    ),
    _platform(
        "odoo",
        (
            "name|street|street2|zip|city|country_id",
            "name|street|zip|city|country_id/id",
            "id|name|email|phone|mobile|street|zip|city|company_type",
            "name|write_date|create_date|street|zip|is_company",
            "name|street|zip|city|is_company",
        ),
        {
            F.KEY: "id|External ID",
            F.FULL_NAME: "name|display_name|complete_name",
            F.ADDRESS1: "street",
            F.ADDRESS2: "street2",
            F.CHANGED_AT: "write_date",
            F.CREATED_AT: "create_date",
            F.LANGUAGE: "lang",
            F.COMPANY: "company_name|parent_id|parent_name",
            F.COUNTRY: "country_id|country_id/id|country_id/code",
            F.CIVILITY: "title",
            F.EXTRA: "ref|vat|state_id|state_id/id|is_company|company_type|category_id|function|comment|website",
        },
    ),
    _platform(
        "mailchimp",
        ("Email Address|OPTIN_TIME|LEID|EUID", "Email Address|MEMBER_RATING|LAST_CHANGED"),
        {
            F.EMAIL: "Email Address",
            F.CHANGED_AT: "LAST_CHANGED",
            F.CREATED_AT: "OPTIN_TIME",
            F.COUNTRY: "CC",
            F.ADDRESS_FULL: "Address",
            F.PHONE: "Phone Number|Phone",
            F.KEY: "EUID",
            F.EXTRA: "LEID|CONFIRM_TIME|REGION|NOTES|TAGS|MEMBER_RATING",
        },
    ),
    _platform(
        "brevo",
        (
            "EMAIL|NOM|PRENOM|SMS",
            "EMAIL|LASTNAME|FIRSTNAME|SMS",
            "CONTACT ID|EMAIL|SMS",
            "EMAIL|DOUBLE_OPT-IN|SMS",
        ),
        {
            F.KEY: "CONTACT ID|ID|CONTACT_ID",
            F.MOBILE: "SMS",
            F.EXTRA: "WHATSAPP|EXT_ID|LANDLINE_NUMBER",
            F.CREATED_AT: "ADDED_TIME|CREATED_AT|CREATED_TIME",
            F.CHANGED_AT: "MODIFIED_TIME|MODIFIED_AT|UPDATED_AT",
        },
    ),
    _platform(
        "square",
        (
            "First Name|Email Address|Square Customer ID",
            "Reference ID|First Name|Creation Source|First Visit",
        ),
        {
            F.KEY: "Square Customer ID",
            F.LAST_NAME: "Last Name|Surname",
            F.OPTIN_EMAIL: "Email Subscription Status",
            F.EXTRA: "Reference ID|Nickname|Memo|State|First Visit|Last Visit",
        },
    ),
    _platform(
        "lightspeed",
        (
            "customer_code|first_name|last_name|physical_postcode",
            "First Name|Last Name|Home Phone|Mobile Phone|Zip",
        ),
        {
            F.KEY: "id|customer_code",
            F.ADDRESS1: "physical_address1",
            F.ADDRESS2: "physical_address2",
            F.TOWN: "physical_city",
            F.POSTCODE: "physical_postcode",
            F.COUNTRY: "physical_country_id|physical_country",
            F.CIVILITY: "sex|Title",
            F.EXTRA: "physical_suburb|physical_state|Work Phone|do_not_email|enable_loyalty",
        },
    ),
    _platform(
        "sumup",
        (
            "Customer ID|First name|Last name|Email|Phone|Address line 1",
            "Customer reference|First name|Last name|Email",
        ),
        {F.KEY: "Customer ID|Customer reference"},
    ),
    _platform(
        "cegid",
        ("T_TIERS|T_LIBELLE", "T_AUXILIAIRE|T_LIBELLE"),
        {
            F.KEY: "T_TIERS",
            F.LAST_NAME: "T_LIBELLE",
            F.FIRST_NAME: "T_PRENOM",
            F.CIVILITY: "T_JURIDIQUE|T_SEXE",
            F.PHONE: "T_TELEPHONE",
            F.MOBILE: "T_TELEX|T_TELEPHONE2|T_PORTABLE",
            F.EXTRA: "T_AUXILIAIRE|T_JOURNAISSANCE|T_MOISNAISSANCE|T_ANNEENAISSANCE",
        },
    ),
    _platform(
        "fastmag",
        ("Client|Nom|Prenom|PubParEMail", "Client|Nom|Portable|PubParSMS"),
        {
            F.KEY: "Client",
            F.LAST_NAME: "Nom",
            F.OPTIN_EMAIL: "PubParEMail",
            F.OPTIN_SMS: "PubParSMS",
            F.STORE: "MagasinCreation|Magasin",
        },
    ),
    _platform(
        "lcv",
        ("Code client|Civilité|Nom|Prénom|CP|Ville|Mag. création", "CLI_CODE|CLI_NOM|CLI_PRENOM"),
        {F.KEY: "Code client|CLI_CODE", F.STORE: "Mag. création|CLI_MAG", F.LAST_NAME: "Nom|CLI_NOM"},
    ),
)


def recognise(columns: Sequence[str]) -> Platform | None:
    """The platform whose export has these columns, or `None`."""
    present = {words(column) for column in columns}
    return next((each for each in PLATFORMS if any(sign <= present for sign in each.signs)), None)
