"""A data steward's first hour: four files dropped, a mapping corrected, tried and run, rejects mended, a customer found."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from habitue.show.demo.api import PASSWORD
from habitue.show.demo.house import DOMAIN, SOURCES

STEWARD = f"odile@{DOMAIN}"
LONG = 60_000
"""Milliseconds that reading a file, or bringing customers up to date, may take on a busy machine."""
PAGES = (
    "/",
    "/feeds/",
    "/feeds/sources/new",
    "/rejects/",
    "/rejects/?state=mended",
    "/account",
    "/customers/",
    "/quality/",
)
LOOKS = [("en", "light", 1440), ("fr", "dark", 1440), ("fr", "light", 390), ("en", "dark", 390)]


def open_page(
    browser: Browser, served: str, *, language: str = "en", theme: str = "light", width: int = 1440
) -> Page:
    """A page of a fresh browser, in a language, a theme and a width, that remembers what its console complains of."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        base_url=served,
        accept_downloads=True,
        reduced_motion="reduce",
    )
    cookies = {"language": language, "theme": theme}
    context.add_cookies([{"name": name, "value": value, "url": served} for name, value in cookies.items()])
    return context.new_page()


def sign_in(page: Page, email: str = STEWARD) -> None:
    """Through the door, to the home."""
    page.goto("/login")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("form .btn-go")
    page.wait_for_selector("html[data-ready=page]")


def drop_files(page: Page, paths: Sequence[Path]) -> None:
    """Drop files and wait until each says what it holds."""
    page.goto("/feeds/")
    page.set_input_files("[data-drop] input[type=file]", list(paths))
    expect(page.locator(".upload a.btn")).to_have_count(len(paths), timeout=LONG)


def open_import(page: Page, file_name: str) -> None:
    """From the feeds page to the page of a file's import."""
    page.goto("/feeds/")
    page.locator("#import-list a.name", has_text=file_name).first.click()


def choose_source(page: Page, name: str) -> None:
    """Say which of the sources a file comes from."""
    page.get_by_label(name, exact=True).check()
    page.locator("#wizard form .btn-go").click()
    expect(page.locator("#mapping-form")).to_be_visible()


def field_of(page: Page, column: str) -> str:
    """The field that a column is mapped to."""
    return page.locator("tr", has=page.get_by_text(column, exact=True)).locator("select").input_value()


def correct(page: Page, column: str, field: str) -> None:
    """Choose another field for a column."""
    page.locator("tr", has=page.get_by_text(column, exact=True)).locator("select").select_option(field)


def try_dry(page: Page) -> dict[str, int]:
    """Try the import dry; the verdict's figures by kind."""
    page.click("button[value=try]")
    expect(page.locator(".verdict")).to_be_visible(timeout=LONG)
    return verdict(page)


def run_import(page: Page) -> dict[str, int]:
    """Run an import that was tried, and wait until its customers are up to date; what became of the lines."""
    page.locator(".wizard-foot .btn-go").click()
    expect(page.locator("#caught-up .icon")).to_be_visible(timeout=LONG)
    return verdict(page)


def verdict(page: Page) -> dict[str, int]:
    """The figures of the bar by kind."""
    kinds = ("new", "updated", "unchanged", "rejected")
    return {kind: number(page.locator(f".verdict li.verdict-{kind} b").inner_text()) for kind in kinds}


def number(text: str) -> int:
    """A figure as it is written for people."""
    return int(re.sub(r"\D", "", text))


def waiting(page: Page) -> int:
    """How many rejects the list says are open."""
    return number(page.locator("#reject-tabs a .count").first.inner_text())


def mend_one(page: Page, key: str) -> None:
    """Mend a record that has no number: first without one, which is refused in place, then with one."""
    page.goto("/rejects/?reason=row.no_key")
    page.locator("#rejects a.name").first.click()
    form = page.locator(".mend-form")
    form.locator(".btn-go").click()
    expect(form.locator(".panel.is-bad")).to_be_visible()
    guilty = form.locator(".is-wrong input").first
    expect(guilty).to_be_focused()
    guilty.fill(key)
    form.locator(".btn-go").click()
    expect(page.locator(".settled-row")).to_be_visible()


def dismiss_and_undo(page: Page) -> None:
    """Put a line aside, then take it back from the toast."""
    page.goto("/rejects/")
    before = waiting(page)
    page.locator(".row-do button").first.click()
    expect(page.locator("#reject-tabs a .count").first).to_have_text(str(before - 1))
    page.locator(".toast button", has_text="Undo").click()
    expect(page.locator("#reject-tabs a .count").first).to_have_text(str(before))


def walk_the_list(page: Page) -> None:
    """The keys of lists: down, pick, down, pick, open, leave."""
    page.goto("/rejects/")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[data-bulk-count]")).to_have_text("2")
    page.keyboard.press("Enter")
    expect(page.locator(".mend-form")).to_be_visible()
    page.locator(".mend-form input.input").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator(".mend-form")).to_have_count(0)


def exported(page: Page, link: str) -> list[list[str]]:
    """The rows of a CSV file that a link of the page downloads."""
    with page.expect_download() as download:
        page.locator(link).first.click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def misspelt(name: str) -> str:
    """The name with two of its letters the wrong way round, as a person types it."""
    middle = len(name) // 2
    return name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]


def test_the_first_hour(browser: Browser, served: str, files: dict[str, Path]) -> None:
    page = open_page(browser, served)
    sign_in(page)
    expect(page.get_by_text("Nobody is known here yet")).to_be_visible()
    drop_files(page, list(files.values()))
    for source, path in files.items():
        open_import(page, path.name)
        choose_source(page, SOURCES[source])
        if source == "newsletter":
            assert field_of(page, "LANGUE") == "language"
            correct(page, "LANGUE", "extra")
        tried = try_dry(page)
        assert (tried["updated"], tried["unchanged"]) == (0, 0)
        assert tried["new"] > 0
        assert run_import(page) == tried
    mended_and_put_aside(page)
    the_mapping_is_remembered(page, files["newsletter"])
    a_customer_is_found(page)
    page.context.close()


def mended_and_put_aside(page: Page) -> None:
    """The rejects of the four files."""
    page.goto("/rejects/")
    before = waiting(page)
    assert len(exported(page, "a[download]")) == before + 1
    mend_one(page, "FIRST-HOUR-1")
    page.goto("/rejects/")
    assert waiting(page) == before - 1
    dismiss_and_undo(page)
    walk_the_list(page)


def the_mapping_is_remembered(page: Page, path: Path) -> None:
    """The same file again: its source is known by its columns, its mapping is the corrected one, nothing changes."""
    drop_files(page, [path])
    page.locator(".upload a.btn").first.click()
    expect(page.get_by_label(SOURCES["newsletter"])).to_be_checked()
    page.locator("#wizard form .btn-go").click()
    assert field_of(page, "LANGUE") == "extra"
    tried = try_dry(page)
    assert (tried["new"], tried["updated"]) == (0, 0)


def a_customer_is_found(page: Page) -> None:
    """By a misspelt name, and in the export of everybody."""
    page.goto("/customers/")
    page.get_by_role("button", name="Export").first.click()
    everybody = exported(page, "a[href*='export.csv']")
    last = everybody[0].index("last_name")
    first = everybody[0].index("first_name")
    someone = next(row for row in everybody[1:] if len(row[last]) >= 8 and row[last].isalpha() and row[first])
    page.keyboard.press("/")
    page.locator("#palette input").fill(f"{someone[first]} {misspelt(someone[last])}")
    found = page.locator("#palette .option", has_text=someone[last])
    expect(found.first).to_be_visible(timeout=LONG)
    found.first.click()
    expect(page.locator("h1")).to_contain_text(someone[last])


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_every_page_is_accessible_and_fits(
    browser: Browser, served: str, language: str, theme: str, width: int
) -> None:
    page = open_page(browser, served, language=language, theme=theme, width=width)
    complaints: list[str] = []
    page.on(
        "console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page)
    for path in PAGES:
        page.goto(path)
        page.wait_for_selector("html[data-ready=page]")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert complaints == []
    page.context.close()
