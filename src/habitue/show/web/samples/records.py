"""A record: who, what happened, what was decided and why."""

from datetime import UTC, date, datetime, timedelta

from habitue.show.web.samples import NOW, t
from habitue.show.web.ui import types as ui


def identity() -> list[ui.Fact]:
    """A definition list with provenance, states and an address grade."""
    seen = NOW - timedelta(days=150)
    card = ui.Provenance(t("Loyalty card", "Carte de fidélité"), seen, t("Only source", "Seule source"))
    shop = ui.Provenance(
        t("Web shop", "Boutique en ligne"),
        NOW - timedelta(days=14),
        t("Most recent of two", "Plus récente de deux"),
        [(t("Till", "Caisse"), "06 12 48 77 30")],
        "#line",
    )
    return [
        ui.Fact(
            t("Born", "Née"),
            [t("14 May 1979", "14 mai 1979")],
            t("loyalty card, 2019", "carte de fidélité, 2019"),
            card,
        ),
        ui.Fact(
            t("Mobile", "Mobile"),
            ["06 12 48 77 03"],
            t("web shop, checked in June", "boutique en ligne, vérifié en juin"),
            shop,
        ),
        ui.Fact(t("E-mail", "E-mail"), ["h.vasseur@laposte.net"], "", shop),
        ui.Fact(t("Landline", "Fixe"), ["04 00 00 00 00"], "", card, "placeholder"),
        ui.Fact(
            t("Address", "Adresse"), ["12 bis rue des Tables Claudiennes", "69001 Lyon"], "", shop, "", "B"
        ),
        ui.Fact(
            t("Household", "Foyer"),
            ["Marc Vasseur", "Jeanne Vasseur"],
            t("same address, different people", "même adresse, personnes distinctes"),
            url="#household",
        ),
    ]


def channels() -> list[ui.Channel]:
    """Ways to reach someone."""
    refused = t("Refused by phone on 3 June", "Refusé au téléphone le 3 juin")
    return [
        ui.Channel(t("E-mail", "E-mail"), "mail", True),
        ui.Channel("SMS", "message-square", True),
        ui.Channel(t("Phone", "Téléphone"), "phone", False, refused),
        ui.Channel(t("Post", "Courrier"), "mailbox", True),
    ]


def _at(days: int, hour: int, minute: int) -> datetime:
    return (NOW - timedelta(days=days)).replace(hour=hour - 1, minute=minute)


def days() -> list[ui.Day]:
    """A timeline."""
    undo = [ui.Link(t("Why", "Pourquoi"), "#why"), ui.Link(t("Undo", "Défaire"), "#undo", post=True)]
    return [
        ui.Day(
            _at(1, 12, 0).date(),
            [
                ui.Moment(
                    _at(1, 18, 12),
                    t("Bought at Lyon Brotteaux", "Achat à Lyon Brotteaux"),
                    "shopping-bag",
                    t(
                        "Loire coat, 40, navy. Advised by Inès",
                        "Manteau Loire, 40, marine. Conseillée par Inès",
                    ),
                    t("€389.00", "389,00\u202f€"),
                ),
                ui.Moment(
                    _at(1, 11, 40),
                    t("Opened the selection “Autumn”", "A ouvert la sélection «\u202fAutomne\u202f»"),
                    "mail",
                    t("Kept 3 pieces out of 5", "3 pièces gardées sur 5"),
                ),
            ],
        ),
        ui.Day(
            _at(3, 12, 0).date(),
            [
                ui.Moment(
                    _at(3, 14, 5),
                    t("SMS from Inès", "SMS d\u2019Inès"),
                    "message-square",
                    t(
                        "“The Loire coat is here in 40. Shall I keep it until Saturday?”",
                        "«\u202fLe manteau Loire est arrivé en 40. Je vous le garde jusqu\u2019à samedi\u202f?\u202f»",
                    ),
                    badge=t("answered", "répondu"),
                    tone="good",
                ),
            ],
        ),
        ui.Day(
            _at(16, 12, 0).date(),
            [
                ui.Moment(
                    _at(16, 16, 51),
                    t("Web return taken in store", "Retour web repris en magasin"),
                    "undo-2",
                    t("Ardèche scarf, refunded on the card", "Écharpe Ardèche, remboursée sur la carte"),
                    t("−€59.00", "−59,00\u202f€"),
                ),
                ui.Moment(
                    _at(16, 16, 48),
                    t("Two records became one", "Deux fiches réunies"),
                    "git-merge",
                    t(
                        "till C112291 and shop 7000014646: same mobile, same birth date",
                        "caisse C112291 et boutique 7000014646\u202f: même mobile, même date de naissance",
                    ),
                    tone="accent",
                    links=undo,
                ),
            ],
        ),
        ui.Day(
            date(2025, 3, 1),
            [
                ui.Moment(
                    datetime(2025, 3, 1, 9, 2, tzinfo=UTC),
                    t("First seen in the newsletter", "Première trace dans la lettre d\u2019information"),
                    "file-text",
                ),
            ],
        ),
    ]


def why() -> ui.Why:
    """An automatic decision, explained."""
    return ui.Why(
        t("Perhaps the same person?", "Peut-être la même personne\u202f?"),
        t(
            "Score 0.81: first name one letter away, same street, another number.",
            "Score 0,81\u202f: prénom à une lettre près, même rue, autre numéro.",
        ),
        [],
        t("Nothing was merged.", "Rien n\u2019a été réuni."),
        "match-2026.2",
        calm=False,
    )


def calm_why() -> ui.Why:
    """The same panel for a decision that asks nothing."""
    return ui.Why(
        t("Why these two records are one", "Pourquoi ces deux fiches n\u2019en font qu\u2019une"),
        t(
            "They share a mobile that nobody else has, and their names agree.",
            "Elles partagent un mobile que personne d\u2019autre n\u2019a, et leurs noms concordent.",
        ),
        [
            ui.Part("Mobile", t("the same, 06 12 48 77 03", "le même, 06 12 48 77 03"), t("+9.2", "+9,2")),
            ui.Part(
                t("First name", "Prénom"),
                t("Hélène and Helene: accents apart", "Hélène et Helene\u202f: aux accents près"),
                t("+3.1", "+3,1"),
            ),
            ui.Part(t("Street", "Rue"), t("two different ones", "deux différentes"), t("−1.4", "−1,4")),
        ],
        t("Decided on 2 November at 16:48.", "Décidé le 2 novembre à 16\u00a0h\u00a048."),
        "match-2026.2",
    )


def compare() -> dict[str, object]:
    """Two records side by side."""

    def row(label: str, one: str, two: str, source: str = "") -> ui.CompareRow:
        return ui.CompareRow(label, [ui.CompareCell(one, two, source), ui.CompareCell(two, one)], one == two)

    return {
        "columns": [
            ui.CompareColumn(
                "1",
                "Hélène Vasseur",
                t("till C112291, since 2016", "caisse C112291, depuis 2016"),
                survivor=True,
            ),
            ui.CompareColumn(
                "2", "Helena Vasseur", t("web shop 7000014646, 2024", "boutique 7000014646, 2024")
            ),
        ],
        "rows": [
            row(t("First name", "Prénom"), "Hélène", "Helena"),
            row(t("Last name", "Nom"), "Vasseur", "Vasseur"),
            row(t("Born", "Née"), "14/05/1979", ""),
            row("Mobile", "06 12 48 77 03", "06 12 48 77 03"),
            row(
                t("Address", "Adresse"), "12 bis rue des Tables Claudiennes", "21 rue des Tables Claudiennes"
            ),
            row(t("Town", "Ville"), "69001 Lyon", "69001 Lyon"),
        ],
    }
