"""Steps with who is who, in a browser that is signed in: doubts answered by the keyboard, panels read, thresholds moved."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

LONG = 60_000
"""Milliseconds that matching a house anew may take on a busy machine."""
OPEN_CARD = "[data-card]:not([hidden]):not([data-said])"


def number(text: str) -> int:
    """A figure as it is written for people."""
    return int(re.sub(r"\D", "", text))


def figure(page: Page, name: str) -> int:
    """A figure of the day: `mine`, `all` or `left`."""
    return number(page.locator(f"[data-count={name}]").inner_text())


def put_aside(page: Page) -> int:
    """How many doubts the day says are put aside; it says nothing when there is none."""
    said = page.locator("[data-day] a[href$='aside=1']")
    return number(said.inner_text()) if said.count() else 0


def open_queue(page: Page) -> None:
    """The review, ready for keys."""
    page.goto("/review/")
    page.wait_for_selector("html[data-ready=page]")
    expect(page.locator(OPEN_CARD)).to_have_count(1)


def answer(page: Page, key: str) -> str:
    """Press the key of an answer once a doubt is asked; which doubt that was."""
    asked = page.locator(OPEN_CARD)
    expect(asked).to_have_count(1)
    doubt = asked.get_attribute("data-card") or ""
    page.keyboard.press(key)
    expect(page.locator(f"[data-card='{doubt}'][data-said]").first).to_be_attached()
    return doubt


def take_back(page: Page, doubt: str) -> None:
    """Take the last answer back by its key: the doubt is asked again."""
    page.keyboard.press("u")
    expect(page.locator(OPEN_CARD)).to_have_attribute("data-card", doubt)


def wait_until_sent(page: Page) -> None:
    """Every answer has reached the house, and none was refused."""
    page.wait_for_function("() => !sessionStorage.getItem('review-outbox')", timeout=LONG)
    expect(page.locator(".doubt-state.is-bad")).to_have_count(0)


def first_of_the_doubt(page: Page) -> str:
    """The address of the first customer of the doubt that is asked."""
    return page.locator(f"{OPEN_CARD} a.doubt-name").first.get_attribute("href") or ""


def dialog(page: Page) -> Locator:
    """The dialog that is open."""
    found = page.locator("dialog#dialog[open]")
    expect(found).to_be_visible()
    return found


def close_dialog(page: Page) -> None:
    """Escape, as a person leaves a dialog."""
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def say_same(page: Page) -> None:
    """The first possible duplicate: who they would be as one is shown, then they are made one."""
    page.locator(".duplicate button[hx-get*='/same/']").first.click()
    shown = dialog(page)
    expect(shown.locator("table.sides thead th")).to_have_count(3)
    shown.locator(".dialog-foot .btn-go").click()


def say_apart(page: Page) -> None:
    """The first possible duplicate is somebody else, for ever."""
    page.locator(".duplicate form button").first.click()


def undo_from_toast(page: Page, told: str) -> None:
    """Undo what the toast tells of; wait until it is told that this was done."""
    page.locator("#toasts .toast button.btn:not(.btn-icon)").click()
    told_of(page, told)


def told_of(page: Page, text: str) -> None:
    """A toast says so."""
    expect(page.locator("#toasts .toast", has_text=text)).to_be_visible(timeout=LONG)


def set_apart(page: Page) -> str:
    """Set the first record of a customer apart, both customers shown before; the record's id."""
    page.locator("[data-part]").click()
    shown = dialog(page)
    ticked = shown.locator("input[name=record]").first
    ticked.check()
    expect(page.locator("#part-preview table.sides")).to_be_visible()
    record = ticked.get_attribute("value") or ""
    shown.locator(".dialog-foot .btn-go").click()
    return record


def evidence(page: Page) -> Mapping[str, str]:
    """The first link's evidence: what its dialog says, by what was compared."""
    page.locator(".why button.reason").first.click()
    rows = dialog(page).locator("table.parts tbody tr")
    expect(rows.first).to_be_visible()
    found = {row.locator("th").inner_text(): row.locator("td").last.inner_text() for row in rows.all()}
    close_dialog(page)
    return found


def move_link(page: Page, by: int) -> tuple[int, str]:
    """Move the threshold from which the house links by itself; what it is then, and the probability that is said."""
    slider, said = page.locator("#link"), page.locator("[data-say=link]")
    before, value = said.inner_text(), int(slider.input_value()) + by
    slider.fill(str(value))
    expect(said).not_to_have_text(before)
    return value, said.inner_text().split("\n")[0].split(" ")[0]


def preview(page: Page, chance: str) -> tuple[int, int]:
    """Have it worked out what the thresholds would change; how many customers would merge, and split."""
    page.locator("form[data-thresholds] .btn-go").click()
    expect(page.locator(".seen-asked")).to_contain_text(chance, timeout=LONG)
    merged, split = page.locator(".seen .tile-value").all_inner_texts()[:2]
    return number(merged), number(split)


def put_in_force(page: Page, chance: str) -> None:
    """Put what was previewed in force, and wait until the house is matched by it."""
    page.locator(".seen form[action$='activate'] .btn-go").click()
    expect(page.locator(".tiles .tile-value").first).to_have_text(chance, timeout=LONG)
