"""Files on their way in: mapping, dry run, jobs."""

from habitue.show.web.samples import t
from habitue.show.web.ui import types as ui


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
        ui.MappedColumn(
            "TEL1",
            ["0612487703", "04.78.30.11.02", ""],
            "phone",
            0.86,
            t("9 values in 10 are French numbers", "9 valeurs sur 10 sont des numéros français"),
            3,
        ),
        ui.MappedColumn(
            "DT",
            ["14/05/1979", "02/11/1981", "01/01/1900"],
            "birth_date",
            0.54,
            t(
                "dates before 2008; the header does not say",
                "dates d\u2019avant 2008\u202f; l\u2019en-tête ne le dit pas",
            ),
            4,
        ),
        ui.MappedColumn("ZZ_FLAG", ["O", "N", "O"], "ignore", 0.7, t("no known meaning", "sens inconnu"), 5),
    ]


def choices() -> list[ui.Choice]:
    """The fields of a mapping."""
    person, reach = t("Person", "Personne"), t("To reach them", "Pour la joindre")
    return [
        ui.Choice("last_name", t("Last name", "Nom"), person),
        ui.Choice("first_name", t("First name", "Prénom"), person),
        ui.Choice("birth_date", t("Birth date", "Date de naissance"), person),
        ui.Choice("phone", t("Phone", "Téléphone"), reach),
        ui.Choice("email", "E-mail", reach),
        ui.Choice("extra", t("Kept, not used", "Gardé, non utilisé"), t("Otherwise", "Sinon")),
        ui.Choice("ignore", t("Left out", "Laissé de côté"), t("Otherwise", "Sinon")),
    ]


def job(state: str = "running") -> ui.JobView:
    """A long work in a given state."""
    running = state in ("running", "waiting")
    return ui.JobView(
        f"sample-{state}",
        t("Import of clients_caisse.csv", "Import de clients_caisse.csv"),
        state,
        {"running": 0.62, "waiting": None}.get(state),
        t("64,419 lines, till of Lyon", "64\u202f419 lignes, caisse de Lyon"),
        t("9,800 lines a second", "9\u202f800 lignes par seconde") if state == "running" else "",
        t("3 s left", "encore 3 s") if state == "running" else "",
        [
            (t("read", "lues"), t("40,120", "40\u202f120")),
            (t("new", "nouvelles"), t("8,011", "8\u202f011")),
            (t("rejected", "rejetées"), "21"),
        ]
        if state != "waiting"
        else [],
        ["17:30:01 reading", "17:30:04 matching"] if state == "running" else [],
        "/gallery/job" if running else "",
        "#cancel" if running else "",
        "#result",
        t(
            "The disk is full: nothing after line 40,120 was kept.",
            "Le disque est plein\u202f: rien n\u2019a été gardé après la ligne 40\u202f120.",
        )
        if state == "failed"
        else "",
        "HAB-7F3A-21" if state == "failed" else "",
    )
