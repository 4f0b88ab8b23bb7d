"""The documentation says what is true: paths exist, generated pages are fresh, links lead somewhere."""

import re
from pathlib import Path

import pytest

from tools import reference_pages

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [
    *sorted(DOCS.rglob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "THREAT_MODEL.md")),
]
NAMED = re.compile(r"`((?:src|tests|tools|docs|assets|bench)/[\w./-]+|[.\w-]+\.(?:py|toml)|\.importlinter)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
PLACED = re.compile(r"`((?:rules|resolving|names|readers|intake|address)/[\w./]+\.py)`")


def _id(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_named_paths_exist(page: Path) -> None:
    named = [name for name in NAMED.findall(page.read_text()) if "/" in name]
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_short_paths_exist_in_some_room(page: Path) -> None:
    missing = [
        name for name in PLACED.findall(page.read_text()) if not list((ROOT / "src").rglob(f"*/{name}"))
    ]
    assert missing == []


def test_the_architecture_page_names_enough_to_be_checked() -> None:
    named = set(NAMED.findall((DOCS / "architecture.md").read_text()))
    assert len(named) >= 35


def test_every_room_is_on_the_map() -> None:
    text = (DOCS / "architecture.md").read_text()
    rooms = [
        f
        for floor in ("show", "know", "ground")
        for f in (ROOT / "src/habitue" / floor).glob("*/__init__.py")
    ]
    assert [room.parent.name for room in rooms if f" {room.parent.name}/ " not in text] == []


@pytest.mark.parametrize("name", reference_pages.PAGES)
def test_generated_pages_are_what_the_code_says(name: str) -> None:
    assert (ROOT / name).read_text() == reference_pages.PAGES[name](), "run: python tools/reference_pages.py"


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "zensical.toml").read_text()
    assert [page.name for page in DOCS.rglob("*.md") if f'"{page.relative_to(DOCS)}"' not in navigation] == []


def test_decisions_are_one_page_each_and_numbered_without_a_gap() -> None:
    decisions = sorted((DOCS / "adr").glob("*.md"))
    assert [page.name[:4] for page in decisions] == [f"{n:04}" for n in range(1, len(decisions) + 1)]
    for page in decisions:
        text = page.read_text()
        assert text.startswith(f"# {page.name[:4]}. ")
        assert re.findall(r"^## (.+)$", text, re.M) == ["Context", "Decision", "Consequences"]
        assert text.count("\n") <= 60
