"""The mapping as a form: what the page shows of it, and what it sends back."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import InvalidInput
from habitue.know.collect import wording
from habitue.know.collect.types import MANY, ColumnMapping, DateOrder, Field, Mapping
from habitue.show.web.ui.types import Choice, MappedColumn

SAMPLES = 3
F = Field
_GROUPS: tuple[tuple[str, tuple[Field, ...]], ...] = (
    ("record", (F.KEY, F.CHANGED_AT, F.CREATED_AT, F.STORE)),
    (
        "person",
        (
            F.CIVILITY,
            F.FIRST_NAME,
            F.LAST_NAME,
            F.BIRTH_NAME,
            F.FULL_NAME,
            F.BIRTH_DATE,
            F.LANGUAGE,
            F.COMPANY,
        ),
    ),
    ("reach", (F.EMAIL, F.MOBILE, F.LANDLINE, F.PHONE, F.CARD)),
    ("address", (F.ADDRESS1, F.ADDRESS2, F.ADDRESS3, F.ADDRESS_FULL, F.POSTCODE, F.TOWN, F.COUNTRY)),
    ("agreement", (F.OPTIN_EMAIL, F.OPTIN_SMS, F.OPTIN_PHONE, F.OPTIN_POST)),
    ("none", (F.EXTRA, F.IGNORE)),
)
ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "iso")


def choices() -> list[Choice]:
    """Every field that a column may feed, in groups."""
    titles = {
        "record": _("The record"),
        "person": _("The person"),
        "reach": _("How to reach them"),
        "address": _("Postal address"),
        "agreement": _("What they agreed to"),
        "none": _("Otherwise"),
    }
    return [
        Choice(str(field), wording.field_label(field), titles[group])
        for group, fields in _GROUPS
        for field in fields
    ]


def date_orders() -> list[Choice]:
    """The orders in which dates are written."""
    labels = {
        "dmy": _("Day first: 31/12/1980"),
        "mdy": _("Month first: 12/31/1980"),
        "iso": _("Year first: 1980-12-31"),
    }
    return [Choice(order, labels[order]) for order in ORDERS]


def columns(mapping: Mapping) -> list[MappedColumn]:
    """The mapping's columns as the component shows them."""
    return [
        MappedColumn(
            each.column,
            each.samples[:SAMPLES],
            str(each.field),
            each.confidence,
            wording.explain(each.why).sentence,
            position,
        )
        for position, each in enumerate(mapping.columns)
    ]


def read_form(posted: QueryDict, proposed: Mapping) -> Mapping:
    """The mapping that a person sent back; what they changed is theirs. Raises InvalidInput when it does not hold."""
    typed = as_typed(posted, proposed)
    _check_once(typed.columns)
    if not typed.key:
        raise InvalidInput(
            _("Choose the column that tells one record from another: a number, a card or an e-mail.")
        )
    return typed


def as_typed(posted: QueryDict, proposed: Mapping) -> Mapping:
    """The same, whether it holds or not: what the page shows again, so that nobody has to choose twice."""
    mapped = tuple(_column(posted, position, each) for position, each in enumerate(proposed.columns))
    key = tuple(each.column for i, each in enumerate(mapped) if str(i) in posted.getlist("key"))
    order = next((each for each in ORDERS if each == posted.get("date_order")), proposed.date_order)
    return replace(proposed, columns=mapped, key=key, date_order=order)


def _column(posted: QueryDict, position: int, each: ColumnMapping) -> ColumnMapping:
    chosen = posted.get(f"field-{position}", str(each.field))
    if chosen == each.field or chosen not in set(Field):
        return each
    return replace(each, field=Field(chosen), confidence=1.0, why="why.person")


def _check_once(mapped: Sequence[ColumnMapping]) -> None:
    seen: dict[Field, str] = {}
    for each in mapped:
        if each.field in seen and each.field not in MANY:
            names = {
                "first": seen[each.field],
                "second": each.column,
                "field": wording.field_label(each.field),
            }
            raise InvalidInput(
                _(
                    "“%(first)s” and “%(second)s” both go to “%(field)s”. Keep one, and choose another field for the other."
                )
                % names
            )
        seen[each.field] = each.column
