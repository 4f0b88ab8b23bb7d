"""Lists, figures, the rail and the palette."""

from datetime import timedelta

from habitue.show.web.samples import NOW, t
from habitue.show.web.ui import types as ui


def nav(current: str) -> list[ui.NavGroup]:
    """The rail as a data steward sees it."""

    def item(
        key: str, label: str, icon: str, count: int = 0, deep: bool = False, short: str = ""
    ) -> ui.NavItem:
        return ui.NavItem(label, f"/gallery/{key}", icon, count, key == current, deep, short)

    return [
        ui.NavGroup(
            [
                item("home", t("Today", "Aujourd\u2019hui"), "inbox", 7),
                item("list", t("Customers", "Clients"), "users-round"),
                item(
                    "matches", t("Matches", "Rapprochements"), "git-merge", 24, short=t("Matches", "Paires")
                ),
                item("files", t("Feeds", "Flux"), "database"),
                item("components", t("Quality", "Qualité"), "gauge", deep=True),
            ]
        ),
        ui.NavGroup(
            [
                item("stores", t("Stores", "Magasins"), "store", deep=True),
                item("team", t("Team", "Équipe"), "users", deep=True),
                item("privacy", t("Privacy", "Confidentialité"), "shield-check", deep=True),
            ],
            t("House", "Maison"),
        ),
    ]


def tiles() -> list[ui.Tile]:
    """Figures."""
    period = t("in 30 days", "en 30 jours")
    return [
        ui.Tile(
            t("Customers", "Clients"),
            t("184,302", "184\u202f302"),
            t(
                "People known by at least one source, each counted once.",
                "Personnes connues d\u2019au moins une source, comptées une fois.",
            ),
            "#rows",
            t("+1,204", "+1\u202f204"),
            period,
            "good",
            "up",
            (3, 4, 4, 5, 7, 8, 9, 12),
        ),
        ui.Tile(
            t("Reachable", "Joignables"),
            t("81%", "81\u202f%"),
            t("At least one valid way to reach them.", "Au moins un moyen valide de les joindre."),
            "#rows",
            t("+2 points", "+2 points"),
            period,
            "good",
            "up",
            (70, 72, 74, 75, 79, 80, 81),
        ),
        ui.Tile(
            t("Post that arrives", "Courrier qui arrive"),
            t("92.4%", "92,4\u202f%"),
            t("Addresses of grade A or B.", "Adresses de note A ou B."),
            "#rows",
            t("−0.3 point", "−0,3 point"),
            period,
            "bad",
            "down",
            (93, 93, 92.9, 92.7, 92.4),
        ),
        ui.Tile(
            t("Duplicates", "Doublons"),
            t("6.1%", "6,1\u202f%"),
            t("Records that joined one already known.", "Fiches qui en ont rejoint une déjà connue."),
            "#rows",
            t("steady", "stable"),
            period,
            "",
            "",
            (6.2, 6.1, 6.1, 6.2, 6.1),
        ),
        ui.Tile(
            t("Rejected lines", "Lignes rejetées"),
            "412",
            t(
                "Lines kept aside until somebody mends them.",
                "Lignes mises de côté en attendant d\u2019être réparées.",
            ),
            "#rows",
        ),
    ]


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
    return [
        {**dict(zip(keys, row[:6], strict=True)), "id": i, "seen": NOW - timedelta(days=row[6], hours=2)}
        for i, row in enumerate(PEOPLE, 1)
    ]


def list_sample() -> dict[str, object]:
    """A list page: views, filters, columns."""
    return {
        "tabs": [
            ui.Tab(t("All", "Tous"), "#", False, 184302),
            ui.Tab(t("Lyon, to call back", "Lyon, à relancer"), "#", True, 41),
            ui.Tab(t("No way to reach", "Injoignables"), "#", False, 3120),
        ],
        "chips": [
            ui.Chip(t("Town", "Ville"), "Lyon", "#"),
            ui.Chip(t("Last seen", "Vu"), t("more than 30 days ago", "il y a plus de 30 jours"), "#"),
        ],
        "columns": [
            ui.Column("name", t("Name", "Nom"), sort_url="#", sort="ascending"),
            ui.Column("town", t("Town", "Ville"), sort_url="#"),
            ui.Column("mobile", "Mobile"),
            ui.Column("email", "E-mail"),
            ui.Column("grade", t("Address", "Adresse")),
            ui.Column("spent", t("Spent in a year", "Achats en un an"), True, "#"),
            ui.Column("seen", t("Last seen", "Vu"), sort_url="#"),
        ],
        "people": people(),
    }


def palette_sample(q: str) -> dict[str, object]:
    """Results of the palette: recent ones first, or what was found."""
    found = [
        ui.Found(row[0], "/gallery/record", f"{row[2] or row[3]}, {row[1]}", person=True)
        for row in PEOPLE
        if q.lower() in row[0].lower()
    ]
    groups = (
        [ui.FoundGroup(t("Customers", "Clients") if q else t("Recent", "Récents"), found[:4])]
        if found
        else []
    )
    places = [
        ui.Found(t("Drop files", "Déposer des fichiers"), "/gallery/files", icon="file-up"),
        ui.Found(
            t("Matches to decide", "Rapprochements à décider"), "/gallery/matches", icon="git-merge", end="24"
        ),
    ]
    return {"groups": [*groups, *([] if q else [ui.FoundGroup(t("Go to", "Aller à"), places)])], "q": q}
