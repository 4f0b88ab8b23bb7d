"""What every matching page has around its content: the tabs, the crumbs, what the person may do."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.know.identity.api import matching
from habitue.show.web.ui.types import Crumb, Tab


def frame(actor: Actor, current: str, *, title: str) -> dict[str, Any]:
    """The context that the matching pages share; `current`: the name of the tab."""
    crumbs = [Crumb(_("Matching"), "" if current == "decide" else reverse("matching"))]
    return {
        "tabs": [Tab(label, reverse(url), name == current) for name, url, label in _tabs()],
        "crumbs": crumbs if current == "decide" else [*crumbs, Crumb(title)],
        "may_change": actor.may(matching.CHANGE),
    }


def _tabs() -> list[tuple[str, str, str]]:
    return [
        ("decide", "matching", _("Thresholds")),
        ("weights", "matching_weights", _("Weights")),
        ("measure", "matching_measure", _("Precision and recall")),
        ("shared", "matching_shared", _("Shared values")),
        ("versions", "matching_versions", _("Versions")),
    ]
