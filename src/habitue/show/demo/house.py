"""The demonstration house, as plain data: Maison Brévelle, an invented French fashion retailer.

Two brands, three regions, twenty-four stores in real towns (the street addresses are invented), and one member of
staff for each role. Every e-mail address ends in `.example`, a domain that nobody can own (RFC 2606).
"""

from dataclasses import dataclass, field

NAME = "Maison Brévelle"
DOMAIN = "maison-brevelle.example"
PASSWORD = "bienvenue-au-comptoir"  # noqa: S105 - printed by `make run`, opens the demonstration house only
Span = tuple[str, str]
Hours = dict[str, tuple[Span, ...]]
"""Spans of opening by weekday, "0" being Monday; a day that is missing is a day closed."""


def hours(days: str, *spans: Span) -> Hours:
    """Return the same spans for each of the weekdays named (one digit each)."""
    return dict.fromkeys(days, spans)


WEEK = hours("012345", ("10:00", "19:00"))
"""Monday to Saturday: most stores."""
CENTRE = hours("012345", ("10:00", "20:00")) | hours("6", ("11:00", "19:00"))
"""Shopping centres and quarters that open on Sunday."""
LUNCH = hours("12345", ("10:00", "12:30"), ("14:00", "19:00"))
"""Smaller towns: Tuesday to Saturday, closed at lunch."""
PLAIN = str.maketrans("ÉÈÎéèëîï", "EEIeeeii")


@dataclass(frozen=True, slots=True)
class Brand:
    """A name that customers know, and the address that its messages come from."""

    name: str
    sender: str
    web: str


@dataclass(frozen=True, slots=True)
class Store:
    """One store, under the code that its tills write in their files."""

    code: str
    name: str
    brand: str
    region: str
    street: str
    postcode: str
    town: str
    phone: str
    hours: Hours = field(default_factory=lambda: WEEK)
    zone: str = "Europe/Paris"

    @property
    def email(self) -> str:
        """The store's own address, which tills are full of."""
        return f"{self.code.lower()}@{DOMAIN}"


@dataclass(frozen=True, slots=True)
class Staff:
    """One login of the demonstration; `store` is empty for those who work for the whole house."""

    role: str
    first_name: str
    last_name: str
    store: str = ""
    language: str = "fr"

    @property
    def email(self) -> str:
        """The login."""
        return f"{self.first_name.translate(PLAIN).lower()}@{DOMAIN}"


BREVELLE, OURLETTE = "Brévelle", "Ourlette"
BRANDS = (
    Brand(BREVELLE, f"bonjour@{DOMAIN}", "https://brevelle.example"),
    Brand(OURLETTE, "bonjour@ourlette.example", "https://ourlette.example"),
)
NORD, OUEST, SUD = "Paris et Nord", "Ouest et Sud-Ouest", "Est, Sud et outre-mer"
REGIONS = (NORD, OUEST, SUD)
STORES = (
    Store(
        "M01",
        "Paris Haussmann",
        BREVELLE,
        NORD,
        "47 boulevard Haussmann",
        "75009",
        "Paris",
        "0199001001",
        CENTRE,
    ),
    Store(
        "M02", "Paris Marais", BREVELLE, NORD, "18 rue des Tournelles", "75004", "Paris", "0199001002", CENTRE
    ),
    Store("M03", "Paris Convention", OURLETTE, NORD, "203 rue de Vaugirard", "75015", "Paris", "0199001003"),
    Store("M04", "Versailles", BREVELLE, NORD, "9 rue de la Paroisse", "78000", "Versailles", "0199001004"),
    Store(
        "M05", "La Défense", OURLETTE, NORD, "15 parvis des Dunes", "92800", "Puteaux", "0199001005", CENTRE
    ),
    Store("M06", "Créteil", OURLETTE, NORD, "4 avenue du Beffroi", "94000", "Créteil", "0199001006", CENTRE),
    Store("M07", "Lille Grand-Place", BREVELLE, NORD, "22 rue des Drapiers", "59000", "Lille", "0353011007"),
    Store("M08", "Rouen", BREVELLE, NORD, "31 rue du Donjon", "76000", "Rouen", "0261911008"),
    Store("M09", "Amiens", OURLETTE, NORD, "12 rue des Tisserands", "80000", "Amiens", "0353011009", LUNCH),
    Store("M10", "Rennes", BREVELLE, OUEST, "6 rue des Carmes", "35000", "Rennes", "0261911010"),
    Store("M11", "Nantes", BREVELLE, OUEST, "14 rue de la Fontaine", "44000", "Nantes", "0261911011"),
    Store("M12", "Brest", OURLETTE, OUEST, "40 rue du Phare", "29200", "Brest", "0261911012", LUNCH),
    Store("M13", "Tours", OURLETTE, OUEST, "55 rue du Commerce", "37000", "Tours", "0261911013"),
    Store("M14", "Bordeaux", BREVELLE, OUEST, "8 cours de la Treille", "33000", "Bordeaux", "0536491014"),
    Store("M15", "Toulouse", BREVELLE, OUEST, "27 rue des Jacobins", "31000", "Toulouse", "0536491015"),
    Store("M16", "Bayonne", OURLETTE, OUEST, "3 rue des Remparts", "64100", "Bayonne", "0536491016", LUNCH),
    Store("M17", "Strasbourg", BREVELLE, SUD, "19 rue des Orfèvres", "67000", "Strasbourg", "0353011017"),
    Store("M18", "Nancy", OURLETTE, SUD, "11 rue des Carmes", "54000", "Nancy", "0353011018"),
    Store("M19", "Dijon", OURLETTE, SUD, "7 rue des Forges", "21000", "Dijon", "0353011019", LUNCH),
    Store("M20", "Lyon Bellecour", BREVELLE, SUD, "33 rue du Plat", "69002", "Lyon", "0465711020"),
    Store("M21", "Marseille", BREVELLE, SUD, "16 rue de la Paix", "13001", "Marseille", "0465711021"),
    Store("M22", "Nice", BREVELLE, SUD, "5 rue de la Liberté", "06000", "Nice", "0465711022", CENTRE),
    Store("M23", "Montpellier", OURLETTE, SUD, "21 rue de la Loge", "34000", "Montpellier", "0465711023"),
    Store(
        "M24",
        "Saint-Denis Réunion",
        OURLETTE,
        SUD,
        "62 rue de Paris",
        "97400",
        "Saint-Denis",
        "0262001024",
        zone="Indian/Reunion",
    ),
)
"""Mainland telephones are those that Arcep keeps for fiction (0199 00, 0261 91, 0353 01, 0465 71, 0536 49)."""
STAFF = (
    Staff("associate", "Inès", "Delaunay", "M20"),
    Staff("store_manager", "Marc", "Ferrand", "M20"),
    Staff("marketer", "Chloé", "Vasseur"),
    Staff("support", "Samir", "Haddad"),
    Staff("steward", "Odile", "Prigent"),
    Staff("dpo", "Étienne", "Salvat"),
    Staff("analyst", "Nora", "Lindqvist", language="en"),
    Staff("it", "Thomas", "Keller"),
)
"""One login of each role of the people room, all with the same password."""
SOURCES = {
    "caisse": "Caisses des magasins",
    "boutique_en_ligne": "Boutique en ligne",
    "fidelite": "Programme de fidélité",
    "newsletter": "Newsletter",
}
"""The four sources of the generated files and their names on screen."""
