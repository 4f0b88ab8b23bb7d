"""The gallery: every component in every state (/gallery in debug), and whole pages made of samples.

It serves the accessibility tests, and whoever designs a page.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from habitue.show.web.samples import NOW, feeds, lists, records, t
from habitue.show.web.ui import types as ui

PAGES = ("components", "record", "list", "files", "matches", "palette", "confirm", "login", "rows", "job")


def context(page: str, q: str = "") -> dict[str, object]:
    """Everything that the gallery's templates read."""
    return {
        "now": NOW,
        "nav": lists.nav(page),
        "person": ui.Person(
            "Inès Benkhelifa",
            "ines@example.com",
            t("Associate, Lyon Brotteaux", "Conseillère, Lyon Brotteaux"),
        ),
        "house_name": "Maison Rivoire",
        "palette_url": "/gallery/palette",
        "page_title": t("Gallery", "Galerie"),
        "crumbs": [
            ui.Crumb(t("Customers", "Clients"), "/gallery/list"),
            ui.Crumb(t("Lyon, to call back", "Lyon, à relancer"), "#"),
            ui.Crumb("Hélène Vasseur"),
        ]
        if page == "record"
        else [
            ui.Crumb(t("Customers", "Clients"), "/gallery/list"),
            ui.Crumb(t("Lyon, to call back", "Lyon, à relancer")),
        ]
        if page == "list"
        else [ui.Crumb(page)],
        "walk": ui.Walk(3, 41, "#previous", "#next") if page == "record" else None,
        "facts": records.identity(),
        "channels": records.channels(),
        "days": records.days(),
        "why": records.why(),
        "calm_why": records.calm_why(),
        "compare": records.compare(),
        "tiles": lists.tiles(),
        "verdict_parts": feeds.verdict(),
        "mapping": feeds.mapping(),
        "choices": feeds.choices(),
        "jobs": [feeds.job(s) for s in ("running", "waiting", "done", "failed", "cancelled")],
        "job": feeds.job(),
        "states": ("valid", "doubtful", "invalid", "placeholder", "empty"),
        "grades": "ABCDR",
        "timeline_tabs": [
            ui.Tab(t("All", "Tout"), "#", True),
            ui.Tab(t("Purchases", "Achats"), "#"),
            ui.Tab(t("Exchanges", "Échanges"), "#"),
            ui.Tab("Web", "#"),
            ui.Tab(t("Data", "Données"), "#"),
        ],
        "steps": [
            ui.Step(t("Files", "Fichiers"), "done", "#"),
            ui.Step(t("Mapping", "Correspondances"), "current"),
            ui.Step(t("Dry run", "Essai à blanc")),
            ui.Step(t("Import", "Import")),
        ],
        "numbers": [
            ("12", t("customers will be merged into 5", "clients seront réunis en 5")),
            ("3", t("open tasks follow them", "tâches ouvertes les suivent")),
        ],
        "fr": (get_language() or "").startswith("fr"),
        **lists.list_sample(),
        **lists.palette_sample(q),
    }


def gallery(request: HttpRequest, page: str = "components") -> HttpResponse:
    """The gallery; served in debug only."""
    if page not in PAGES:
        raise Http404
    template = "web/gallery.html" if page == "components" else f"web/gallery/{page}.html"
    return render(request, template, context(page, request.GET.get("q", "")))
