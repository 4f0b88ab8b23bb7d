"""`{% load ui %}`: icons, formats, badges, drawings and the block tag that wraps a component around a page's own markup."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from habitue.show.web.ui import drawings, formats, words
from habitue.show.web.ui.differences import differences
from habitue.show.web.ui.types import VerdictPart

register = template.Library()
THEMES = ("light", "dark")


def _language() -> str:
    return (get_language() or "en").lower()


def _request(context: Context) -> HttpRequest | None:
    found = getattr(context, "request", None) or context.get("request")
    return found if isinstance(found, HttpRequest) else None


def _cookie(context: Context, name: str) -> str:
    request = _request(context)
    return request.COOKIES.get(name, "") if request else ""


def _now(context: Context) -> datetime:
    """The moment that the view fixed (`now`), so that a page has one present; the clock otherwise."""
    return timezone.localtime(context.get("now") or timezone.now())


@lru_cache(maxsize=1)
def _outputs() -> dict[str, str]:
    text = files("habitue.show.web").joinpath("static/habitue/manifest.json").read_text("utf-8")
    outputs: dict[str, str] = json.loads(text)["outputs"]
    return outputs


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file. Fonts keep a plain one, the stylesheet names them that way too."""
    address = static(f"habitue/{name}")
    return address if name.startswith("fonts/") else f"{address}?v={_outputs().get(name, '')[:10]}"


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """A Lucide icon of the sprite; silent for screen readers unless it has a label of its own."""
    speech = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}" {}><use href="{}#{}"/></svg>',
        f" icon-{size}" if size else "",
        speech,
        asset("icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """light, dark or system, as the person's cookie says."""
    chosen = _cookie(context, "theme")
    return str(context.get("force_theme") or (chosen if chosen in THEMES else "system"))


@register.simple_tag(takes_context=True)
def density(context: Context) -> str:
    """Comfortable or compact: the row height that the person chose."""
    return "compact" if _cookie(context, "density") == "compact" else "comfortable"


@register.simple_tag(takes_context=True)
def here(context: Context) -> str:
    """The address of this page with its query, to come back to."""
    request = _request(context)
    return request.get_full_path() if request else "/"


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """The page's query string with some keys changed: `{% query sort="name" page=None %}`."""
    request = _request(context)
    params = request.GET.copy() if request else QueryDict(mutable=True)
    for key, value in changes.items():
        params.pop(key, None)
        if isinstance(value, (list, tuple)):
            params.setlist(key, [str(item) for item in value])
        elif value not in (None, ""):
            params[key] = str(value)
    return "?" + params.urlencode()


@register.simple_tag(takes_context=True)
def when(context: Context, moment: datetime | date | None) -> SafeString:
    """A moment as people say it, exact on hover: `{% when event.at %}`."""
    if moment is None:
        return SafeString("")
    if not isinstance(moment, datetime):
        said = exact = formats.long_date(moment, _language())
    else:
        local = timezone.localtime(moment)
        said, exact = formats.when(local, _language(), _now(context)), formats.exact(local, _language())
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact, said)


@register.simple_tag(takes_context=True)
def day_label(context: Context, day: date) -> str:
    """The heading of a day: today, yesterday, or its name."""
    return formats.day_label(day, _language(), _now(context).date())


@register.filter
def clock(moment: datetime) -> str:
    """14:20, "14 h 20" in French, in the reader's zone."""
    return formats.clock(timezone.localtime(moment), _language())


@register.filter
def long_date(day: date | datetime) -> str:
    """14 May 1979."""
    return formats.long_date(
        timezone.localtime(day).date() if isinstance(day, datetime) else day, _language()
    )


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """A number in the reader's language; a dash where there is none."""
    return "\u2013" if value is None or value == "" else formats.number(value, _language(), decimals)


@register.filter
def about(value: int) -> str:
    """An estimated count: "about 12,400"."""
    return formats.about(value, _language())


@register.filter
def percent(ratio: float | None, decimals: int = 0) -> str:
    """0.934 -> "93 %"."""
    return "\u2013" if ratio is None else formats.percent(ratio, _language(), decimals)


@register.filter
def money(minor: int | None, currency: str = "EUR") -> str:
    """Integer minor units: `{{ 38900|money:"EUR" }}`."""
    return "\u2013" if minor is None else formats.money(minor, currency, _language())


@register.filter
def filesize(count: int) -> str:
    """Bytes: "4.2 MB"."""
    return formats.size(count, _language())


@register.filter
def lasting(seconds: float) -> str:
    """A length of time: "3 min 20 s"."""
    return formats.duration(seconds)


@register.filter
def initials(name: str) -> str:
    """The letters of a monogram."""
    return formats.initials(name)


@register.simple_tag
def spark(values: Sequence[float], label: str) -> SafeString:
    """A sparkline; nothing for fewer than two values."""
    return drawings.spark(values, label)


@register.simple_tag
def meter(ratio: float, label: str, tone: str = "") -> SafeString:
    """A share as a bar."""
    return drawings.meter(ratio, label, tone)


@register.simple_tag
def differs(one: str, other: str) -> SafeString:
    """`one` with what `other` does not have marked to the letter."""
    return differences(one, other)


@register.simple_tag
def badge(text: str, tone: str = "", icon_name: str = "") -> SafeString:
    """A word in a frame: `{% badge "Gold" "accent" "star" %}`."""
    mark = icon(icon_name, size="s") if icon_name else ""
    return format_html('<span class="badge {}">{}{}</span>', f"is-{tone}" if tone else "", mark, text)


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """The state of a value (empty, valid, doubtful, invalid, placeholder), icon and word."""
    word = words.STATES[str(state)]
    return badge(str(word.label), word.tone, word.icon)


@register.simple_tag
def grade_badge(grade: str) -> SafeString:
    """The grade of an address: its letter and what the letter means."""
    word = words.GRADES[str(grade)]
    return format_html(
        '<span class="grade is-{}" title="{}"><b>{}</b>{}</span>',
        word.tone,
        word.help,
        str(grade),
        word.label,
    )


@register.simple_tag
def confidence(value: float) -> SafeString:
    """How sure a proposal is: a bar, a word and the figure."""
    word = words.confidence(value)
    bar = drawings.meter(value, str(word.label), "")
    share = formats.percent(value, _language())
    return format_html(
        '<span class="conf is-{}">{}<span>{}, {}</span></span>', word.tone, bar, word.label, share
    )


@register.inclusion_tag("web/components/verdict.html")
def verdict(parts: Sequence[VerdictPart], current: str = "") -> dict[str, object]:
    """What a dry run found, as one stacked bar whose parts open their rows."""
    spans = drawings.stacked([part.count for part in parts])
    total = sum(part.count for part in parts)
    rows = [
        {
            "part": part,
            "span": span,
            "word": words.VERDICTS[part.kind],
            "ratio": part.count / total if total else 0,
        }
        for part, span in zip(parts, spans, strict=True)
    ]
    return {"rows": rows, "total": total, "current": current}


# What every component may read of the page; the rest of the page's variables cannot leak into it.
_SHARED = ("request", "csrf_token", "now", "force_theme", "perms")


def _component(context: Context, name: str, values: dict[str, Any]) -> SafeString:
    assert context.template is not None  # true while a template renders
    shared = {key: context[key] for key in _SHARED if key in context}
    chosen = context.template.engine.get_template(f"web/components/{name}.html")
    return chosen.render(context.new({**shared, **values}))


@register.simple_tag(takes_context=True)
def part(context: Context, component: str, /, **values: Any) -> SafeString:
    """A component that wraps nothing: `{% part "facts" facts=identity %}`. It sees only what it is given."""
    return _component(context, component, values)


class _UiNode(Node):
    """Renders a component's template around the children, which it finds as `slot` and `slots.name`."""

    def __init__(self, name: FilterExpression, kwargs: dict[str, FilterExpression], body: NodeList) -> None:
        self.name, self.kwargs, self.nodelist = name, kwargs, body

    def render(self, context: Context) -> SafeString:
        values = {key: value.resolve(context) for key, value in self.kwargs.items()}
        named = {
            node.name: node.nodelist.render(context) for node in self.nodelist if isinstance(node, _SlotNode)
        }
        plain = NodeList([node for node in self.nodelist if not isinstance(node, _SlotNode)])
        content = plain.render(context)
        slots = {"slots": named, "slot": content if content.strip() else SafeString("")}
        return _component(context, self.name.resolve(context), {**values, **slots})


class _SlotNode(Node):
    def __init__(self, name: str, body: NodeList) -> None:
        self.name, self.nodelist = name, body

    def render(self, context: Context) -> SafeString:
        return SafeString("")  # its component renders it


@register.tag("ui")
def do_ui(parser: Parser, token: Token) -> _UiNode:
    """`{% ui "card" title="Call" %}…{% slot "actions" %}…{% endslot %}{% endui %}`."""
    bits = token.split_contents()[1:]
    if not bits:
        raise template.TemplateSyntaxError("ui needs the name of a component")
    kwargs = token_kwargs(bits[1:], parser)
    body = parser.parse(("endui",))
    parser.delete_first_token()
    return _UiNode(parser.compile_filter(bits[0]), kwargs, body)


@register.tag("slot")
def do_slot(parser: Parser, token: Token) -> _SlotNode:
    """A named part of the enclosing component."""
    name = token.split_contents()[1].strip("\"'")
    body = parser.parse(("endslot",))
    parser.delete_first_token()
    return _SlotNode(name, body)
