"""From a record's raw cells to its normal form. The hot path of an import: compiled once per file layout."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import itemgetter

from msgspec import Struct

from habitue.know.collect.api import ReceivedRow
from habitue.know.collect.types import DateOrder, Field
from habitue.know.identity.rules.address import normalise_address
from habitue.know.identity.rules.address.countries import read_country
from habitue.know.identity.rules.card import normalise_card
from habitue.know.identity.rules.dates import normalise_date
from habitue.know.identity.rules.email import normalise_email
from habitue.know.identity.rules.names import normalise_name
from habitue.know.identity.rules.phone import normalise_phone
from habitue.know.identity.types.address import Address, RawAddress
from habitue.know.identity.types.values import CardValue, DateValue, EmailValue, NameValue, PhoneValue, State

NO_PHONE = PhoneValue("", "other", State.EMPTY)
USABLE = frozenset({State.VALID, State.DOUBTFUL})
_REST_OF_NAME = (Field.CIVILITY, Field.BIRTH_NAME, Field.FULL_NAME)
_SIMPLE = (Field.EMAIL, Field.BIRTH_DATE, Field.CARD, Field.LANGUAGE, Field.STORE, Field.COUNTRY)
_ADDRESS = (Field.ADDRESS1, Field.ADDRESS2, Field.ADDRESS3, Field.ADDRESS_FULL, Field.POSTCODE, Field.TOWN)
_PHONES = ((Field.MOBILE, "mobile"), (Field.LANDLINE, "landline"), (Field.PHONE, ""))


class Normal(Struct, gc=False):
    """A record in normal form. `address` is None when the source says nothing of one."""

    record_id: str
    key: str
    changed_at: str
    name: NameValue
    birth_date: DateValue
    email: EmailValue
    mobile: PhoneValue
    landline: PhoneValue
    card: CardValue
    address: Address | None
    language: str
    store: str


class Normaliser:
    """Reads the cells of one file layout into normal form."""

    def __init__(self, layout: Mapping[Field, int], order: DateOrder, today: date) -> None:
        """`layout`: where each field stands in a row; `order`: how its dates are written."""
        self._order = order
        self._today = today
        self._names = _getter(layout, (Field.FIRST_NAME, Field.LAST_NAME, *_REST_OF_NAME))
        self._simple = _getter(layout, _SIMPLE)
        self._place = _getter(layout, _ADDRESS)
        self._phones = [(layout[field], hint) for field, hint in _PHONES if field in layout]
        self._has_address = any(field in layout for field in _ADDRESS)

    def read(self, row: ReceivedRow) -> Normal:
        """A record's normal form. Never raises for what a cell holds: an unreadable value is a state with reasons."""
        cells = row.cells
        cells.append("")  # what a field that the file does not have reads
        email, birth_date, card, language, store, country = self._simple(cells)
        mobile, landline = self._read_phones(cells, country)
        return Normal(
            record_id=row.id,
            key=row.key,
            changed_at=row.changed_at,
            name=normalise_name(*self._names(cells)),
            birth_date=normalise_date(birth_date, self._order, self._today),
            email=normalise_email(email),
            mobile=mobile,
            landline=landline,
            card=normalise_card(card),
            address=self._read_address(cells, country),
            language=language.strip().lower()[:2],
            store=store.strip(),
        )

    def _read_phones(self, cells: list[str], country: str) -> tuple[PhoneValue, PhoneValue]:
        """The first usable mobile and the first usable landline, in whichever column each was written."""
        found = {"mobile": NO_PHONE, "landline": NO_PHONE}
        for at, hint in self._phones:
            if text := cells[at]:
                phone = normalise_phone(text, (read_country(country) if country else "") or "FR", hint)
                slot = phone.kind if phone.kind in found else hint or "mobile"
                if found[slot].state not in USABLE:
                    found[slot] = phone
        return found["mobile"], found["landline"]

    def _read_address(self, cells: list[str], country: str) -> Address | None:
        if not self._has_address:
            return None
        line1, line2, line3, full, postcode, town = self._place(cells)
        if not (line1 or line2 or line3 or full or postcode or town):
            return None
        return normalise_address(RawAddress(line1, line2, line3, full, postcode, town, country))


def _getter(layout: Mapping[Field, int], fields: Sequence[Field]) -> Callable[[list[str]], tuple[str, ...]]:
    return itemgetter(*(layout.get(field, -1) for field in fields))
