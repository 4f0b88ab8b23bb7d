"""Formats, drawings and differences: exact, in both languages."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from django.template import Context, Engine
from django.test import RequestFactory
from django.utils import translation

from habitue.show.web.ui import drawings, formats
from habitue.show.web.ui.differences import differences
from habitue.show.web.ui.types import Fact, VerdictPart

NOW = datetime(2026, 11, 18, 18, 30, tzinfo=UTC)
WEB = Path(str(files("habitue.show.web")))
ENGINE = Engine(
    dirs=[str(WEB / "templates")],
    libraries={"ui": "habitue.show.web.templatetags.ui", "i18n": "django.templatetags.i18n"},
)


def render(text: str, language: str = "en", **values: object) -> str:
    with translation.override(language):
        return ENGINE.from_string("{% load ui %}" + text).render(Context({"now": NOW, **values}))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "1\u202f234\u202f567,5 −3 389,00\u202f€ 93\u202f% 99,9\u202f% 0,1\u202f%"),
        ("en", "1,234,567.5 −3 €389.00 93% 99.9% 0.1%"),
    ],
)
def test_numbers_money_and_shares(language, expected):
    shares = (formats.percent(ratio, language) for ratio in (0.934, 0.9999, 0.0001))
    parts = [
        formats.number(1234567.5, language),
        formats.number(-3, language),
        formats.money(38900, "EUR", language),
        *shares,
    ]
    assert " ".join(parts) == expected


@pytest.mark.parametrize(
    ("past", "french", "english"),
    [
        (timedelta(seconds=20), "à l’instant", "just now"),
        (timedelta(minutes=5), "il y a 5\u00a0min", "5 min ago"),
        (timedelta(hours=4, minutes=10), "aujourd’hui, 14\u00a0h\u00a020", "today, 14:20"),
        (timedelta(days=1, hours=4, minutes=10), "hier, 14\u00a0h\u00a020", "yesterday, 14:20"),
        (timedelta(days=-1), "demain, 18\u00a0h\u00a030", "tomorrow, 18:30"),
        (timedelta(days=17), "1er nov., 18\u00a0h\u00a030", "1 Nov, 18:30"),
        (timedelta(days=800), "9 sept. 2024", "9 Sept 2024"),
    ],
)
def test_moments_as_people_say_them(past, french, english):
    for language, expected in (("fr", french), ("en", english)):
        with translation.override(language):
            assert formats.when(NOW - past, language, NOW) == expected


def test_days_durations_sizes_and_estimates():
    today = NOW.date()
    with translation.override("fr"):
        assert formats.day_label(today - timedelta(days=1), "fr", today) == "Hier"
        assert formats.day_label(date(2026, 11, 2), "fr", today) == "Lundi 2 novembre"
        assert formats.day_label(date(2025, 3, 1), "fr", today) == "Samedi 1er mars 2025"
        assert formats.about(12437, "fr") == "environ 12\u202f400"
    assert [formats.rounded(n) for n in (999, 1004, 12437, 99950)] == [999, 1000, 12400, 100000]
    assert [formats.duration(s) for s in (40, 200, 3600, 7500)] == [
        "40\u00a0s",
        "3\u00a0min 20\u00a0s",
        "1\u00a0h",
        "2\u00a0h 5\u00a0min",
    ]
    assert (formats.size(4_210_000, "fr"), formats.size(512, "en")) == ("4,2\u202fMo", "512\u202fB")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Hélène Vasseur", "HV"), ("Jean-Baptiste de La Tour", "JT"), ("Łucja", "Ł"), ("", "?"), ("3 2", "?")],
)
def test_monograms(name, letters):
    assert formats.initials(name) == letters


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Hélène Vasseur", "Helena Vasseur", "H<mark>é</mark>l<mark>è</mark>n<mark>e</mark> Vasseur"),
        ("12 bis rue des Tables", "21 rue des Tables", "<mark>12</mark> <mark>bis</mark> rue des Tables"),
        ("LE GOFF", "Le Goff", "LE GOFF"),
        ("<b>", "", "<mark>&lt;b&gt;</mark>"),
        ("", "Lyon", ""),
    ],
)
def test_what_differs_is_marked_to_the_letter(one, other, expected):
    assert differences(one, other) == expected


def test_a_stacked_bar_fills_its_width_and_shows_small_parts():
    spans = drawings.stacked([12840, 0, 48210, 1])
    assert spans[1].width == 0
    assert spans[3].width == pytest.approx(0.8, abs=0.02)
    assert spans[3].start + spans[3].width == pytest.approx(100, abs=0.01)
    assert drawings.stacked([0, 0]) == [drawings.Span(0, 0), drawings.Span(0, 0)]


def test_noise_is_drawn_small_and_one_value_not_at_all():
    heights = [
        float(y)
        for y in re.findall(r"[ML][\d.]+ ([\d.]+)", drawings.spark((92.4, 92.5), "x").split("<path d=")[1])
    ]
    assert max(heights) - min(heights) < 1
    assert drawings.spark((1,), "x") == ""


def test_a_component_sees_only_what_it_is_given():
    page = '{% with title="of the page" text="leaks" %}{% part "empty" title="mine" %}{% endwith %}'
    html = render(page)
    assert "mine" in html
    assert "leaks" not in html


def test_slots_reach_their_own_component_even_when_nested():
    page = (
        '{% ui "card" title="outer" %}{% ui "card" title="inner" %}{% slot "actions" %}I{% endslot %}{% endui %}'
        '{% slot "actions" %}O{% endslot %}{% endui %}'
    )
    assert re.findall(r'<h2>(\w+)</h2>|class="actions">(\w)<', render(page)) == [
        ("outer", ""),
        ("inner", ""),
        ("", "I"),
        ("", "O"),
    ]


def test_values_are_escaped_everywhere():
    bad = "<script>alert(1)</script>"
    html = render(
        '{% part "facts" facts=facts %}{% badge bad %}{% icon bad bad %}{% spark v bad %}',
        bad=bad,
        v=[1, 2],
        facts=[Fact(bad, [bad], bad)],
    )
    assert "<script" not in html


def test_the_query_keeps_what_is_not_changed():
    request = RequestFactory().get("/customers", {"town": ["Lyon", "Paris"], "page": "3"})
    html = render('{% query page=None sort="-name" %}', request=request)
    assert html == "?town=Lyon&amp;town=Paris&amp;sort=-name"


def test_every_part_of_a_verdict_opens_its_rows():
    parts = [VerdictPart("new", 12, "?show=new"), VerdictPart("rejected", 0, "?show=rejected")]
    html = render("{% verdict parts %}", "fr", parts=parts)
    assert html.count('href="?show=new"') == 2
    assert "rejected&quot;" not in html
    assert "?show=rejected" not in html
    assert "nouvelles, 100\u202f%" in html


def test_templates_ask_only_for_icons_of_the_sprite_and_hold_nothing_inline():
    sprite = set(re.findall(r'id="([\w-]+)"', (WEB / "static/habitue/icons.svg").read_text("utf-8")))
    for path in WEB.rglob("*.html"):
        text = path.read_text("utf-8")
        assert set(re.findall(r'{% icon "([\w-]+)"', text)) <= sprite, path
        assert not re.search(
            r"\son[a-z]+=\"|\sstyle=\"|<style|hx-on|js:|<script(?! type=\"application/json\"| src=)", text
        ), path


def test_the_manifest_tells_the_version_of_each_file():
    outputs = json.loads((WEB / "static/habitue/manifest.json").read_text("utf-8"))["outputs"]
    assert render('{% asset "app.css" %}').endswith(f"habitue/app.css?v={outputs['app.css'][:10]}")
    assert "fonts/fine-space.woff2" in outputs
