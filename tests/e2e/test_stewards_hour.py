"""A steward's hour, in both languages: import, fifty doubts by the keyboard, merge, unmerge, keep apart, a threshold."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from habitue.show.demo.house import SOURCES
from tests.e2e import steps_identity as steps
from tests.e2e.steward_house import House, steward_house
from tests.e2e.test_first_hour import (
    choose_source,
    drop_files,
    open_import,
    open_page,
    run_import,
    sign_in,
    try_dry,
)

LOOKS = {"en": [("light", 1440), ("dark", 390)], "fr": [("dark", 1440), ("light", 390)]}
IMPORTED = "newsletter"
"""The file that comes in by the browser."""
KEYS = "dsdld" * 10
"""Fifty answers: thirty times two people, ten times one person, ten times later."""
UNDONE = 24
"""The place of the answer that is taken back and given otherwise: it was `d`, it becomes `s`."""
GIVEN = {"apart": KEYS.count("d") - 1, "same": KEYS.count("s") + 1}
WORDS = {
    "en": {
        "heading": "Is this the same person?",
        "one": "The two are one customer now.",
        "parted": "1 record is now another customer.",
        "back": "Taken back:",
    },
    "fr": {
        "heading": "Est-ce la même personne",
        "one": "Les deux ne font plus qu’un client.",
        "parted": "1 fiche est maintenant un autre client.",
        "back": "C’est défait",
    },
}
FURTHER = 3_000
"""Three bits: eight times as sure."""


@pytest.fixture(scope="module", params=sorted(LOOKS))
def language(request: pytest.FixtureRequest) -> str:
    """The language of the steward."""
    return str(request.param)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, language: str) -> Iterator[House]:
    """The house, anew for each language: who reads French finds the same doubts as who reads English."""
    with steward_house(tmp_path_factory.mktemp(f"stewards-hour-{language}")) as found:
        yield found


def test_the_stewards_hour(browser: Browser, house: House, language: str) -> None:
    page = open_page(browser, house.url, language=language)
    sign_in(page)
    expect(page.locator("html")).to_have_attribute("lang", language)
    a_file_is_imported(page, house)
    fifty_doubts_are_answered(page, house, language)
    a_duplicate_is_merged_and_kept_apart(page, house, language)
    a_family_is_seen_and_a_record_set_apart(page, house, language)
    a_threshold_is_tried_and_taken_back(page, house)
    page.context.close()


def a_file_is_imported(page: Page, house: House) -> None:
    """Every good line of the file is a record of somebody."""
    before = len(house.people())
    path = house.files.sources[IMPORTED]
    drop_files(page, [path])
    open_import(page, path.name)
    choose_source(page, SOURCES[IMPORTED])
    tried = try_dry(page)
    assert tried["new"] == house.files.records[IMPORTED]
    assert run_import(page) == tried
    assert len(house.people()) == before + tried["new"]


def fifty_doubts_are_answered(page: Page, house: House, language: str) -> None:
    """By keys alone; the figures of the day follow, and the house holds each answer."""
    steps.open_queue(page)
    expect(page.locator("h1")).to_contain_text(WORDS[language]["heading"])
    mine, left = steps.figure(page, "mine"), steps.figure(page, "left")
    known = decided(house)
    for place, key in enumerate(KEYS):
        doubt = steps.answer(page, key)
        if place == 1:
            assert steps.figure(page, "mine") == mine + 2
            assert steps.figure(page, "left") == left - 2
        if place == UNDONE:
            steps.take_back(page, doubt)
            assert steps.answer(page, "s") == doubt
    steps.wait_until_sent(page)
    steps.open_queue(page)
    assert decided(house) - known == Counter(GIVEN)
    assert 0 < steps.put_aside(page) <= KEYS.count("l"), "a later merge may settle what was put aside"
    assert steps.figure(page, "mine") == mine + sum(GIVEN.values())
    assert steps.figure(page, "left") <= left - sum(GIVEN.values()), "a merge may bring a doubt of its own"


def decided(house: House) -> Counter[str]:
    """The answers of the review that count, by what was answered."""
    sql = "select answer, count(*) from identity_decision where origin = 'review' and taken_back_at is null group by 1"
    return Counter(dict(house.rows(sql)))


def a_duplicate_is_merged_and_kept_apart(page: Page, house: House, language: str) -> None:
    """From the doubt that is asked next to the customer: one person, undone; then two people, for ever."""
    before = house.people()
    page.goto(steps.first_of_the_doubt(page))
    possible = page.locator(".duplicate").count()
    steps.say_same(page)
    steps.told_of(page, WORDS[language]["one"])
    assert customers(house) == len(set(before.values())) - 1
    steps.undo_from_toast(page, WORDS[language]["back"])
    assert house.people() == before
    expect(page.locator(".duplicate")).to_have_count(possible)
    steps.say_apart(page)
    expect(page.locator(".duplicate")).to_have_count(possible - 1)
    page.reload()
    expect(page.locator(".duplicate")).to_have_count(possible - 1)
    sql = "select answer, origin from identity_decision where taken_back_at is null order by at desc limit 1"
    assert house.rows(sql) == [("apart", "customer")]
    assert house.people() == before


def customers(house: House) -> int:
    """How many customers the house has."""
    return len(set(house.people().values()))


def a_family_is_seen_and_a_record_set_apart(page: Page, house: House, language: str) -> None:
    """Who lives with a customer, why the customer's records are one, and one of them set apart and brought back."""
    someone, relative, records = a_customer_with_family(house)
    before = house.people()
    page.goto(f"/customers/{someone}/")
    expect(page.locator(f".members a[href='/customers/{relative}/']")).to_be_visible()
    expect(page.locator(".why .reasons li")).to_have_count(records)
    weights = [text for text in steps.evidence(page).values() if re.search(r"\d", text)]
    assert len(weights) >= 3
    record = steps.set_apart(page)
    steps.told_of(page, WORDS[language]["parted"])
    now = house.people()
    assert {str(each) for each in now if now[each] != before[each]} == {record}
    assert customers(house) == len(set(before.values())) + 1
    steps.undo_from_toast(page, WORDS[language]["back"])
    expect(page.locator(".why .reasons li")).to_have_count(records)
    assert house.people() == before


def a_customer_with_family(house: House) -> tuple[str, str, int]:
    """A customer of several records, somebody of the same surname at the same address, how many records the first has."""
    sql = """
        select r.customer_id::text, min(o.customer_id::text),
            (select count(*) from identity_record s where s.customer_id = r.customer_id)
        from identity_record r join identity_record o using (postcode, street, number, last_key)
        where o.customer_id <> r.customer_id and o.first_key <> r.first_key
            and '' not in (postcode, street, number, last_key, r.first_key, o.first_key)
        group by r.customer_id having count(distinct o.customer_id) = 1 order by 3 desc, 1 limit 1"""
    ((someone, relative, records),) = house.rows(sql)
    return someone, relative, records


def a_threshold_is_tried_and_taken_back(page: Page, house: House) -> None:
    """Link only what is surer: seen in numbers, put in force, and put back; everybody is then who they were."""
    before = house.people()
    page.goto("/matching/")
    value, chance = steps.move_link(page, FURTHER)
    merged, split = steps.preview(page, chance)
    assert (merged, split > 0) == (0, True)
    assert house.people() == before
    steps.put_in_force(page, chance)
    assert threshold(house) == value
    now = house.people()
    parted = {before[record] for record in before if now[record] != before[record]}
    assert len(parted) == split
    back, chance = steps.move_link(page, -FURTHER)
    merged, split = steps.preview(page, chance)
    assert (merged > 0, split) == (True, 0)
    steps.put_in_force(page, chance)
    assert threshold(house) == back
    assert house.people() == before


def threshold(house: House) -> int:
    """From which weight on the house links by itself."""
    return int(house.one("select link from identity_matchingmodel where status = 'active'"))


SCREENS = (
    "/review/",
    "/review/?aside=1&kind=household",
    "/review/rules?where=first:other&where=address:same&least=1&most=99&answer=apart",
    "/matching/",
    "/matching/weights",
    "/matching/measure",
    "/matching/shared",
    "/matching/versions",
)


@pytest.mark.parametrize("look", [0, 1])
def test_every_new_screen_is_accessible_and_fits(
    browser: Browser, house: House, language: str, look: int
) -> None:
    theme, width = LOOKS[language][look]
    page = open_page(browser, house.url, language=language, theme=theme, width=width)
    sign_in(page)
    for path in SCREENS:
        look_at(page, path, width)
    steps.open_queue(page)
    doubted, family = steps.first_of_the_doubt(page), f"/customers/{a_customer_with_family(house)[0]}/"
    look_at(page, doubted, width, "button[hx-get*='/same/']", "button[hx-get*='/why/']")
    look_at(page, family, width, "[data-part]", "button.reason")
    page.context.close()


def look_at(page: Page, path: str, width: int, *opening: str) -> None:
    """A screen, then each dialog that a button of it opens: nothing that axe finds fault with, nothing wider than it is."""
    page.goto(path)
    page.wait_for_selector("html[data-ready=page]")
    check(page, path, width)
    for button in opening:
        page.locator(button).first.click()
        steps.dialog(page)
        check(page, f"{path} {button}", width)
        steps.close_dialog(page)


def check(page: Page, what: str, width: int) -> None:
    """Axe, and the width."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{what}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= width, what
