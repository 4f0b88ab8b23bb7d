"""Steps with customers, in a browser that is signed in: found though misspelt, looked at, listed, set apart, exported.

Each step does something the way a person does it and gives back what that person then sees.
"""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

SOON = 10_000
"""Milliseconds in which the product has to answer a person, on a busy machine."""


def ask_palette(page: Page, text: str) -> Locator:
    """Open the palette by its key and type; the options that it offers."""
    page.keyboard.press("/")
    box = page.locator("#palette [role=combobox]")
    expect(box).to_be_focused()
    with page.expect_response(
        lambda answer: "/search/palette?q=" in answer.url and not answer.url.endswith("q=")
    ):
        box.press_sequentially(text, delay=10)
    options = page.locator("#palette-list a.option")
    expect(options.first).to_be_visible(timeout=SOON)
    return options


def taken_for(page: Page) -> str:
    """What the palette says it read, over the customers that it offers."""
    return page.locator("#palette-list .palette-group").first.inner_text()


def open_first(page: Page) -> str:
    """Enter on the first option of the palette; the name on the customer's page."""
    expect(page.locator("#palette-list .option[aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Enter")
    name = page.locator("h1.who-name")
    expect(name).to_be_visible(timeout=SOON)
    return name.inner_text()


def provenance_by_hover(page: Page, place: int = 0) -> str:
    """Rest the pointer on a value of the identity card; what the box that opens says."""
    page.locator(".facts .fact .value").nth(place).hover()
    box = page.locator(".pop:popover-open")
    expect(box).to_be_visible(timeout=SOON)
    return box.inner_text()


def provenance_by_keyboard(page: Page, place: int = 0) -> str:
    """The same by the keyboard: the button beside the value."""
    page.keyboard.press("Escape")
    page.locator(".facts button.prov").nth(place).focus()
    page.keyboard.press("Enter")
    box = page.locator(".pop:popover-open")
    expect(box).to_be_visible(timeout=SOON)
    return box.inner_text()


def line_as_it_came(page: Page) -> dict[str, str]:
    """Open the first source record of a customer's page; its cells by column."""
    record = page.locator("details.card").first
    if record.get_attribute("open") is None:
        record.locator("summary").click()
    rows = record.locator("table tbody tr")
    expect(rows.first).to_be_visible(timeout=SOON)
    return {row.locator("th").inner_text(): row.locator("td").last.inner_text() for row in rows.all()}


def narrow(page: Page, **filters: str) -> int:
    """Narrow the list by the filters' form (`grade="D"`, `records="many"`); how many customers it then has."""
    page.goto("/customers/")
    page.locator("[popovertarget=filters]").click()
    for name, value in filters.items():
        field = page.locator(f"#filters [name={name}]")
        field.fill(value) if name == "town" else field.select_option(value)
    page.locator("#filters .btn-go").click()
    expect(page.locator(".chip")).to_have_count(len(filters), timeout=SOON)
    return tally(page)


def tally(page: Page) -> int:
    """The count over the list."""
    return int(re.sub(r"\D", "", page.locator("#tally").inner_text()) or 0)


def keep_view(page: Page, name: str) -> None:
    """Keep the list that is shown as a view; its tab is there and current."""
    page.locator("[popovertarget=view-save]").click()
    page.locator("#view-name").fill(name)
    page.locator("#view-save .btn-go").click()
    expect(page.locator(".tabs [aria-current]")).to_have_text(name, timeout=SOON)


def put_view_away_and_undo(page: Page, name: str) -> None:
    """Put the current view away, then bring it back from the toast."""
    page.locator("[popovertarget=view-menu]").click()
    page.locator("#view-menu .is-bad").click()
    expect(page.locator(".tabs a", has_text=name)).to_have_count(0, timeout=SOON)
    page.locator("#toasts .toast .btn").first.click()
    expect(page.locator(".tabs [aria-current]")).to_have_text(name, timeout=SOON)


def read_on(page: Page) -> int:
    """Scroll to the end of the list; how many rows it has then."""
    rows = page.locator("#customers tbody tr:not(.more)")
    before = rows.count()
    page.locator("#customers tr.more").scroll_into_view_if_needed()
    expect(rows.nth(before)).to_be_attached(timeout=SOON)
    return rows.count()


def set_apart_and_undo(page: Page) -> None:
    """On the page of a customer of several records: make another customer of one of them, then take it back."""
    before = page.locator("details.card").count()
    page.locator("[data-part]").click()
    page.locator("#dialog input[name=record]").first.check()
    expect(page.locator("#part-preview table")).to_be_visible(timeout=SOON)
    page.locator("#dialog .dialog-foot .btn-go").click()
    expect(page.locator("details.card")).to_have_count(before - 1, timeout=SOON)
    page.locator("#toasts .toast .btn").first.click()
    expect(page.locator("details.card")).to_have_count(before, timeout=SOON)


def export_list(page: Page, form: str, folder: Path) -> Path:
    """Download the list that is shown, as `csv` or `parquet`; where it was put."""
    page.locator("[popovertarget=export-menu]").click()
    with page.expect_download() as download:
        page.locator(f"#export-menu a[href*='export.{form}']").click()
    path = folder / f"customers.{form}"
    download.value.save_as(path)
    return path


def export_crosswalk(page: Page, folder: Path) -> Path:
    """Download the crosswalk from the page of exports; where it was put."""
    page.goto("/exports/")
    with page.expect_download() as download:
        page.locator("a[href$='crosswalk.csv']").click()
    path = folder / "crosswalk.csv"
    download.value.save_as(path)
    return path


def rows_behind_a_figure(page: Page) -> int:
    """Open the first figure of the quality page that is no whole; how many rows are shown behind it."""
    page.goto("/quality/")
    page.locator("td a[href*='/doubtful'], td a[href*='/invalid']").first.click()
    rows = page.locator("#behind tbody tr:not(.more)")
    expect(rows.first).to_be_visible(timeout=SOON)
    return rows.count()
