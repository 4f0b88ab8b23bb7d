"""How each kind of value is written down: dates, telephones, streets and towns as tills and web forms show them."""

from datetime import date
from functools import lru_cache

from habitue.show.demo.chance import Rnd, pick
from habitue.show.demo.data import capitals
from habitue.show.demo.house import STORES
from habitue.show.demo.places import OVERSEAS, Address, Town

OPENING_TIMES = tuple(f"{hour:02d}:{minute:02d}" for hour in range(10, 20) for minute in range(60))
ANY_TIMES = tuple(f"{n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d}" for n in range(7, 86_400, 41))
CALLING_CODES = {
    prefix[:4]: f"+{code}"
    for department, code in (("971", 590), ("972", 596), ("973", 594), ("974", 262), ("976", 262))
    for prefix in OVERSEAS[department]
} | {"0639": "+262", "0269": "+262"}
CITIES_IN_PARTS = ("Paris", "Lyon", "Marseille")


@lru_cache(maxsize=65_536)
def french_day(day: int) -> str:
    """Return a day (its ordinal) as DD/MM/YYYY."""
    written = date.fromordinal(day)
    return f"{written.day:02d}/{written.month:02d}/{written.year}"


@lru_cache(maxsize=65_536)
def iso_day(day: int) -> str:
    """Return a day (its ordinal) as YYYY-MM-DD."""
    return date.fromordinal(day).isoformat()


def till_moment(day: int, rnd: Rnd) -> str:
    """Return a moment within opening hours, as a till writes it."""
    return f"{french_day(day)} {pick(OPENING_TIMES, rnd)}"


def web_moment(day: int, rnd: Rnd) -> str:
    """Return a moment in UTC, as a web shop writes it."""
    return f"{iso_day(day)}T{pick(ANY_TIMES, rnd)}Z"


def loyalty_moment(day: int, rnd: Rnd) -> str:
    """Return a moment as the loyalty engine writes it."""
    return f"{iso_day(day)} {pick(ANY_TIMES, rnd)}"


def newsletter_moment(day: int, rnd: Rnd) -> str:
    """Return a moment as the mailing tool writes it."""
    return f"{iso_day(day)} {pick(OPENING_TIMES, rnd)}:00"


def spaced(phone: str) -> str:
    """06 12 34 56 78."""
    return f"{phone[:2]} {phone[2:4]} {phone[4:6]} {phone[6:8]} {phone[8:]}"


def international(phone: str) -> str:
    """+33612345678, or the calling code of the overseas department that the number belongs to."""
    return CALLING_CODES.get(phone[:4], "+33") + phone[1:] if phone[0] == "0" else phone


def till_phone(phone: str, rnd: Rnd) -> str:
    """Return a telephone as an associate types it."""
    chance = rnd()
    if not phone or phone[0] == "+":
        return phone if chance < 0.6 else phone.replace("+", "00")
    if chance < 0.55:
        return phone
    if chance < 0.78:
        return spaced(phone)
    if chance < 0.92:
        return spaced(phone).replace(" ", ".")
    if chance < 0.96:
        return spaced(phone).replace(" ", "-")
    if chance < 0.98:
        return international(phone)
    return phone[1:]


def web_phone(phone: str, rnd: Rnd) -> str:
    """Return a telephone as a web shop keeps it: nearly always international."""
    if not phone:
        return ""
    chance, full = rnd(), international(phone)
    if chance < 0.86 or not full.startswith("+33"):
        return full
    if chance < 0.91:
        return spaced(phone)
    if chance < 0.96:
        return f"+33 {phone[1]} {spaced(phone)[3:]}"
    return f"+33 (0){phone[1]} {spaced(phone)[3:]}"


def till_street(address: Address, rnd: Rnd) -> str:
    """Return number and street as an associate types them: capitals, abbreviations, at times a comma."""
    street = address.street
    if street is None:
        return capitals(address.hamlet)
    chance, number = rnd(), address.number
    if chance < 0.48:
        return f"{number} {street.plain}"
    if chance < 0.76:
        return f"{number} {street.short}"
    if chance < 0.84:
        return f"{number} {street.label.lower()}"
    if chance < 0.92:
        return f"{number}, {street.plain}"
    if chance < 0.96:
        return f"{number.replace(' ', '').upper()} {street.short}"
    return f"{number} {street.label}"


def web_street(address: Address, rnd: Rnd) -> str:
    """Return number and street as a customer types them on a telephone or a keyboard."""
    street = address.street
    if street is None:
        return address.hamlet
    chance, number = rnd(), address.number
    if chance < 0.6:
        return f"{number} {street.label}"
    if chance < 0.72:
        return f"{number}, {street.label}"
    if chance < 0.84:
        return f"{number} {street.plain.lower()}"
    if chance < 0.92:
        return f"{number} {street.short.lower()}"
    return f"{number} {street.label.title()}"


def plain_street(address: Address) -> str:
    """Return number and street as written with care."""
    return f"{address.number} {address.street.label}" if address.street else ""


def till_town(town: Town, postcode: str, rnd: Rnd) -> str:
    """Return a town as tills hold it; the big cities at times with their arrondissement."""
    chance = rnd()
    if chance < 0.3 and town.name in CITIES_IN_PARTS:
        part = int(postcode[3:])
        return f"{town.plain} {part:02d}" if chance < 0.15 else f"{town.plain} {part}E"
    if chance < 0.003 and town.country == "FR":
        return f"{town.plain} CEDEX"
    return town.plain if chance < 0.7 else town.short


def web_town(town: Town, postcode: str, rnd: Rnd) -> str:
    """Return a town as customers type it."""
    chance = rnd()
    if chance < 0.2 and town.name in CITIES_IN_PARTS:
        return f"{town.name} {int(postcode[3:])}e"
    if chance < 0.72:
        return town.name
    if chance < 0.84:
        return town.name.lower()
    return town.name.replace("-", " ") if chance < 0.94 else town.plain


@lru_cache(maxsize=4_096)
def stores_near(postcode: str) -> tuple[str, ...]:
    """Return the codes of the stores that somebody living there may go to: the department's, else the zone's, else all."""
    if postcode.startswith("97"):
        return tuple(s.code for s in STORES if s.postcode.startswith("97"))
    for length in (2, 1):
        near = tuple(
            s.code for s in STORES if len(postcode) == 5 and s.postcode[:length] == postcode[:length]
        )
        if near:
            return near
    return tuple(store.code for store in STORES)
