"""Samples of every component, for the gallery (/gallery in debug), the accessibility tests and whoever designs a page.

The people are invented. Texts come in both languages here, not in the catalogue: translators owe nothing to samples.
"""

from datetime import UTC, date, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from habitue.show.web.ui import types as ui

NOW = datetime(2026, 11, 18, 17, 30, tzinfo=UTC)
PAGES = ("components", "record", "list", "files", "matches", "palette", "confirm", "login", "rows", "job")


def t(english: str, french: str) -> str:
    """The sample's text in the page's language."""
    return french if (get_language() or "en").startswith("fr") else english


def nav(current: str) -> list[ui.NavGroup]:
    """The rail as a data steward sees it."""
    def item(key: str, label: str, icon: str, count: int = 0, deep: bool = False, short: str = "") -> ui.NavItem:
        return ui.NavItem(label, f"/gallery/{key}", icon, count, key == current, deep, short)

    return [
        ui.NavGroup([
            item("home", t("Today", "Aujourd\u2019hui"), "inbox", 7),
            item("list", t("Customers", "Clients"), "users-round"),
            item("matches", t("Matches", "Rapprochements"), "git-merge", 24, short=t("Matches", "Paires")),
            item("files", t("Feeds", "Flux"), "database"),
            item("components", t("Quality", "Qualité"), "gauge", deep=True),
        ]),
        ui.NavGroup([
            item("stores", t("Stores", "Magasins"), "store", deep=True),
            item("team", t("Team", "Équipe"), "users", deep=True),
            item("privacy", t("Privacy", "Confidentialité"), "shield-check", deep=True),
        ], t("House", "Maison")),
    ]


def identity() -> list[ui.Fact]:
    """A definition list with provenance, states and an address grade."""
    seen = NOW - timedelta(days=150)
    card = ui.Provenance(t("Loyalty card", "Carte de fidélité"), seen, t("Only source", "Seule source"))
    shop = ui.Provenance(
        t("Web shop", "Boutique en ligne"), NOW - timedelta(days=14), t("Most recent of two", "Plus récente de deux"),
        [(t("Till", "Caisse"), "06 12 48 77 30")], "#line",
    )
    return [
        ui.Fact(t("Born", "Née"), [t("14 May 1979", "14 mai 1979")], t("loyalty card, 2019", "carte de fidélité, 2019"), card),
        ui.Fact(t("Mobile", "Mobile"), ["06 12 48 77 03"], t("web shop, checked in June", "boutique en ligne, vérifié en juin"), shop),
        ui.Fact(t("E-mail", "E-mail"), ["h.vasseur@laposte.net"], "", shop),
        ui.Fact(t("Landline", "Fixe"), ["04 00 00 00 00"], "", card, "placeholder"),
        ui.Fact(t("Address", "Adresse"), ["12 bis rue des Tables Claudiennes", "69001 Lyon"], "", shop, "", "B"),
        ui.Fact(t("Household", "Foyer"), ["Marc Vasseur", "Jeanne Vasseur"],
                t("same address, different people", "même adresse, personnes distinctes"), url="#household"),
    ]


def channels() -> list[ui.Channel]:
    """Ways to reach someone."""
    refused = t("Refused by phone on 3 June", "Refusé au téléphone le 3 juin")
    return [
        ui.Channel(t("E-mail", "E-mail"), "mail", True), ui.Channel("SMS", "message-square", True),
        ui.Channel(t("Phone", "Téléphone"), "phone", False, refused), ui.Channel(t("Post", "Courrier"), "mailbox", True),
    ]


def _at(days: int, hour: int, minute: int) -> datetime:
    return (NOW - timedelta(days=days)).replace(hour=hour - 1, minute=minute)


def days() -> list[ui.Day]:
    """A timeline."""
    undo = [ui.Link(t("Why", "Pourquoi"), "#why"), ui.Link(t("Undo", "Défaire"), "#undo", post=True)]
    return [
        ui.Day(_at(1, 12, 0).date(), [
            ui.Moment(_at(1, 18, 12), t("Bought at Lyon Brotteaux", "Achat à Lyon Brotteaux"), "shopping-bag",
                      t("Loire coat, 40, navy. Advised by Inès", "Manteau Loire, 40, marine. Conseillée par Inès"), t("€389.00", "389,00\u202f€")),
            ui.Moment(_at(1, 11, 40), t("Opened the selection “Autumn”", "A ouvert la sélection «\u202fAutomne\u202f»"), "mail",
                      t("Kept 3 pieces out of 5", "3 pièces gardées sur 5")),
        ]),
        ui.Day(_at(3, 12, 0).date(), [
            ui.Moment(_at(3, 14, 5), t("SMS from Inès", "SMS d\u2019Inès"), "message-square",
                      t("“The Loire coat is here in 40. Shall I keep it until Saturday?”", "«\u202fLe manteau Loire est arrivé en 40. Je vous le garde jusqu\u2019à samedi\u202f?\u202f»"),
                      badge=t("answered", "répondu"), tone="good"),
        ]),
        ui.Day(_at(16, 12, 0).date(), [
            ui.Moment(_at(16, 16, 51), t("Web return taken in store", "Retour web repris en magasin"), "undo-2",
                      t("Ardèche scarf, refunded on the card", "Écharpe Ardèche, remboursée sur la carte"), t("−€59.00", "−59,00\u202f€")),
            ui.Moment(_at(16, 16, 48), t("Two records became one", "Deux fiches réunies"), "git-merge",
                      t("till C112291 and shop 7000014646: same mobile, same birth date", "caisse C112291 et boutique 7000014646\u202f: même mobile, même date de naissance"),
                      tone="accent", links=undo),
        ]),
        ui.Day(date(2025, 3, 1), [
            ui.Moment(datetime(2025, 3, 1, 9, 2, tzinfo=UTC), t("First seen in the newsletter", "Première trace dans la lettre d\u2019information"), "file-text"),
        ]),
    ]


def why() -> ui.Why:
    """An automatic decision, explained."""
    return ui.Why(
        t("Perhaps the same person?", "Peut-être la même personne\u202f?"),
        t("Score 0.81: first name one letter away, same street, another number.", "Score 0,81\u202f: prénom à une lettre près, même rue, autre numéro."),
        [], t("Nothing was merged.", "Rien n\u2019a été réuni."), "match-2026.2", calm=False,
    )


def calm_why() -> ui.Why:
    """The same panel for a decision that asks nothing."""
    return ui.Why(
        t("Why these two records are one", "Pourquoi ces deux fiches n\u2019en font qu\u2019une"),
        t("They share a mobile that nobody else has, and their names agree.", "Elles partagent un mobile que personne d\u2019autre n\u2019a, et leurs noms concordent."),
        [ui.Part("Mobile", t("the same, 06 12 48 77 03", "le même, 06 12 48 77 03"), t("+9.2", "+9,2")),
         ui.Part(t("First name", "Prénom"), t("Hélène and Helene: accents apart", "Hélène et Helene\u202f: aux accents près"), t("+3.1", "+3,1")),
         ui.Part(t("Street", "Rue"), t("two different ones", "deux différentes"), t("−1.4", "−1,4"))],
        t("Decided on 2 November at 16:48.", "Décidé le 2 novembre à 16\u00a0h\u00a048."), "match-2026.2",
    )


def compare() -> dict[str, object]:
    """Two records side by side."""
    def row(label: str, one: str, two: str, source: str = "") -> ui.CompareRow:
        return ui.CompareRow(label, [ui.CompareCell(one, two, source), ui.CompareCell(two, one)], one == two)

    return {
        "columns": [
            ui.CompareColumn("1", "Hélène Vasseur", t("till C112291, since 2016", "caisse C112291, depuis 2016"), survivor=True),
            ui.CompareColumn("2", "Helena Vasseur", t("web shop 7000014646, 2024", "boutique 7000014646, 2024")),
        ],
        "rows": [
            row(t("First name", "Prénom"), "Hélène", "Helena"), row(t("Last name", "Nom"), "Vasseur", "Vasseur"),
            row(t("Born", "Née"), "14/05/1979", ""), row("Mobile", "06 12 48 77 03", "06 12 48 77 03"),
            row(t("Address", "Adresse"), "12 bis rue des Tables Claudiennes", "21 rue des Tables Claudiennes"),
            row(t("Town", "Ville"), "69001 Lyon", "69001 Lyon"),
        ],
    }


def tiles() -> list[ui.Tile]:
    """Figures."""
    period = t("in 30 days", "en 30 jours")
    return [
        ui.Tile(t("Customers", "Clients"), t("184,302", "184\u202f302"), t("People known by at least one source, each counted once.", "Personnes connues d\u2019au moins une source, comptées une fois."),
                "#rows", t("+1,204", "+1\u202f204"), period, "good", "up", (3, 4, 4, 5, 7, 8, 9, 12)),
        ui.Tile(t("Reachable", "Joignables"), t("81%", "81\u202f%"), t("At least one valid way to reach them.", "Au moins un moyen valide de les joindre."), "#rows",
                t("+2 points", "+2 points"), period, "good", "up", (70, 72, 74, 75, 79, 80, 81)),
        ui.Tile(t("Post that arrives", "Courrier qui arrive"), t("92.4%", "92,4\u202f%"), t("Addresses of grade A or B.", "Adresses de note A ou B."), "#rows",
                t("−0.3 point", "−0,3 point"), period, "bad", "down", (93, 93, 92.9, 92.7, 92.4)),
        ui.Tile(t("Duplicates", "Doublons"), t("6.1%", "6,1\u202f%"), t("Records that joined one already known.", "Fiches qui en ont rejoint une déjà connue."), "#rows", t("steady", "stable"), period, "", "", (6.2, 6.1, 6.1, 6.2, 6.1)),
        ui.Tile(t("Rejected lines", "Lignes rejetées"), "412", t("Lines kept aside until somebody mends them.", "Lignes mises de côté en attendant d\u2019être réparées."), "#rows"),
    ]


def verdict() -> list[ui.VerdictPart]:
    """A dry run."""
    counts = {"new": 12840, "updated": 3120, "unchanged": 48210, "suspicious": 212, "rejected": 37}
    return [ui.VerdictPart(kind, count, f"#{kind}") for kind, count in counts.items()]


def mapping() -> list[ui.MappedColumn]:
    """Columns of a file with what is proposed."""
    known = t("known header", "en-tête connu")
    return [
        ui.MappedColumn("NOM_CLI", ["VASSEUR", "LE GOFF", "D\u2019ORNANO"], "last_name", 0.98, known, 1),
        ui.MappedColumn("PRENOM", ["Hélène", "Yann", "Marie-Ange"], "first_name", 0.99, known, 2),
        ui.MappedColumn("TEL1", ["0612487703", "04.78.30.11.02", ""], "phone", 0.86, t("9 values in 10 are French numbers", "9 valeurs sur 10 sont des numéros français"), 3),
        ui.MappedColumn("DT", ["14/05/1979", "02/11/1981", "01/01/1900"], "birth_date", 0.54, t("dates before 2008; the header does not say", "dates d\u2019avant 2008\u202f; l\u2019en-tête ne le dit pas"), 4),
        ui.MappedColumn("ZZ_FLAG", ["O", "N", "O"], "ignore", 0.7, t("no known meaning", "sens inconnu"), 5),
    ]


def choices() -> list[ui.Choice]:
    """The fields of a mapping."""
    person, reach = t("Person", "Personne"), t("To reach them", "Pour la joindre")
    return [
        ui.Choice("last_name", t("Last name", "Nom"), person), ui.Choice("first_name", t("First name", "Prénom"), person),
        ui.Choice("birth_date", t("Birth date", "Date de naissance"), person), ui.Choice("phone", t("Phone", "Téléphone"), reach),
        ui.Choice("email", "E-mail", reach), ui.Choice("extra", t("Kept, not used", "Gardé, non utilisé"), t("Otherwise", "Sinon")),
        ui.Choice("ignore", t("Left out", "Laissé de côté"), t("Otherwise", "Sinon")),
    ]


def job(state: str = "running") -> ui.JobView:
    """A long work in a given state."""
    running = state in ("running", "waiting")
    return ui.JobView(
        f"sample-{state}", t("Import of clients_caisse.csv", "Import de clients_caisse.csv"), state, {"running": 0.62, "waiting": None}.get(state),
        t("64,419 lines, till of Lyon", "64\u202f419 lignes, caisse de Lyon"), t("9,800 lines a second", "9\u202f800 lignes par seconde") if state == "running" else "",
        t("3 s left", "encore 3 s") if state == "running" else "",
        [(t("read", "lues"), t("40,120", "40\u202f120")), (t("new", "nouvelles"), t("8,011", "8\u202f011")), (t("rejected", "rejetées"), "21")] if state != "waiting" else [],
        ["17:30:01 reading", "17:30:04 matching"] if state == "running" else [], "/gallery/job" if running else "", "#cancel" if running else "",
        "#result", t("The disk is full: nothing after line 40,120 was kept.", "Le disque est plein\u202f: rien n\u2019a été gardé après la ligne 40\u202f120.") if state == "failed" else "",
        "HAB-7F3A-21" if state == "failed" else "",
    )


PEOPLE = [
    ("Hélène Vasseur", "Lyon 1er", "06 12 48 77 03", "h.vasseur@laposte.net", "B", 38900, 1),
    ("Yann Le Goff", "Quimper", "06 88 01 44 20", "yann.legoff@orange.fr", "A", 12450, 3),
    ("Marie-Ange d\u2019Ornano", "Ajaccio", "07 44 90 12 65", "", "A", 98700, 4),
    ("Łucja Wiśniewska", "Roubaix", "", "lucja.w@gmail.com", "C", 4500, 9),
    ("Győző Fekete", "Strasbourg", "06 20 20 31 18", "gyozo@free.fr", "D", 0, 40),
    ("Aminata Diallo", "Saint-Denis", "06 71 55 02 98", "a.diallo@gmail.com", "A", 21990, 52),
    ("Jean-Baptiste de La Tour du Pin", "Paris 16e", "06 09 08 07 06", "jb.delatour@sfr.fr", "B", 154300, 61),
    ("Nguyễn Thị Mai", "Lyon 7e", "07 61 44 52 12", "mai.nguyen@outlook.fr", "R", 7800, 75),
    ("Inès Benkhelifa", "Villeurbanne", "06 45 87 12 30", "ines.bk@gmail.com", "A", 31200, 80),
    ("Paul Martin", "Lyon 3e", "", "", "A", 990, 400),
]


def people() -> list[dict[str, object]]:
    """Rows of a list."""
    keys = ("name", "town", "mobile", "email", "grade", "spent")
    return [{**dict(zip(keys, row[:6], strict=True)), "id": i, "seen": NOW - timedelta(days=row[6], hours=2)} for i, row in enumerate(PEOPLE, 1)]


def list_sample() -> dict[str, object]:
    """A list page: views, filters, columns."""
    return {
        "tabs": [ui.Tab(t("All", "Tous"), "#", False, 184302), ui.Tab(t("Lyon, to call back", "Lyon, à relancer"), "#", True, 41), ui.Tab(t("No way to reach", "Injoignables"), "#", False, 3120)],
        "chips": [ui.Chip(t("Town", "Ville"), "Lyon", "#"), ui.Chip(t("Last seen", "Vu"), t("more than 30 days ago", "il y a plus de 30 jours"), "#")],
        "columns": [
            ui.Column("name", t("Name", "Nom"), sort_url="#", sort="ascending"), ui.Column("town", t("Town", "Ville"), sort_url="#"), ui.Column("mobile", "Mobile"),
            ui.Column("email", "E-mail"), ui.Column("grade", t("Address", "Adresse")), ui.Column("spent", t("Spent in a year", "Achats en un an"), True, "#"), ui.Column("seen", t("Last seen", "Vu"), sort_url="#"),
        ],
        "people": people(),
    }


def palette_sample(q: str) -> dict[str, object]:
    """Results of the palette: recent ones first, or what was found."""
    found = [ui.Found(row[0], "/gallery/record", f"{row[2] or row[3]}, {row[1]}", person=True) for row in PEOPLE if q.lower() in row[0].lower()]
    groups = [ui.FoundGroup(t("Customers", "Clients") if q else t("Recent", "Récents"), found[:4])] if found else []
    places = [ui.Found(t("Drop files", "Déposer des fichiers"), "/gallery/files", icon="file-up"), ui.Found(t("Matches to decide", "Rapprochements à décider"), "/gallery/matches", icon="git-merge", end="24")]
    return {"groups": [*groups, *([] if q else [ui.FoundGroup(t("Go to", "Aller à"), places)])], "q": q}


def context(page: str, q: str = "") -> dict[str, object]:
    """Everything that the gallery's templates read."""
    return {
        "now": NOW, "nav": nav(page), "person": ui.Person("Inès Benkhelifa", "ines@example.com", t("Associate, Lyon Brotteaux", "Conseillère, Lyon Brotteaux")),
        "house_name": "Maison Rivoire", "palette_url": "/gallery/palette", "page_title": t("Gallery", "Galerie"),
        "crumbs": [ui.Crumb(t("Customers", "Clients"), "/gallery/list"), ui.Crumb(t("Lyon, to call back", "Lyon, à relancer"), "#"), ui.Crumb("Hélène Vasseur")]
        if page == "record" else [ui.Crumb(t("Customers", "Clients"), "/gallery/list"), ui.Crumb(t("Lyon, to call back", "Lyon, à relancer"))] if page == "list" else [ui.Crumb(page)],
        "walk": ui.Walk(3, 41, "#previous", "#next") if page == "record" else None,
        "facts": identity(), "channels": channels(), "days": days(), "why": why(), "calm_why": calm_why(), "compare": compare(), "tiles": tiles(),
        "verdict_parts": verdict(), "mapping": mapping(), "choices": choices(), "jobs": [job(s) for s in ("running", "waiting", "done", "failed", "cancelled")], "job": job(),
        "states": ("valid", "doubtful", "invalid", "placeholder", "empty"), "grades": "ABCDR", "timeline_tabs": [
            ui.Tab(t("All", "Tout"), "#", True), ui.Tab(t("Purchases", "Achats"), "#"), ui.Tab(t("Exchanges", "Échanges"), "#"), ui.Tab("Web", "#"), ui.Tab(t("Data", "Données"), "#")],
        "steps": [ui.Step(t("Files", "Fichiers"), "done", "#"), ui.Step(t("Mapping", "Correspondances"), "current"), ui.Step(t("Dry run", "Essai à blanc")), ui.Step(t("Import", "Import"))],
        "numbers": [("12", t("customers will be merged into 5", "clients seront réunis en 5")), ("3", t("open tasks follow them", "tâches ouvertes les suivent"))],
        "fr": (get_language() or "").startswith("fr"), **list_sample(), **palette_sample(q),
    }


def gallery(request: HttpRequest, page: str = "components") -> HttpResponse:
    """The gallery; served in debug only."""
    if page not in PAGES:
        raise Http404
    template = "web/gallery.html" if page == "components" else f"web/gallery/{page}.html"
    return render(request, template, context(page, request.GET.get("q", "")))
