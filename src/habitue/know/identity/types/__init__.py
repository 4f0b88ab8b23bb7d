"""What passes through the door of the identity room: values, addresses, views of records."""

from habitue.know.identity.types.address import Address, Grade, Proposal, RawAddress
from habitue.know.identity.types.values import (
    CardValue,
    DateValue,
    EmailValue,
    Golden,
    Manual,
    NameValue,
    Origin,
    PhoneValue,
    RecordView,
    State,
)

__all__ = [
    "Address",
    "CardValue",
    "DateValue",
    "EmailValue",
    "Golden",
    "Grade",
    "Manual",
    "NameValue",
    "Origin",
    "PhoneValue",
    "Proposal",
    "RawAddress",
    "RecordView",
    "State",
]
