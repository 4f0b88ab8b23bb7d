"""`habitue normalise`: lines from standard input, their normal form as JSON Lines on standard output."""

import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import msgspec
import typer

from habitue.know.identity.api import normalise_text


class Kind(StrEnum):
    """What a line holds."""

    ADDRESS = "address"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    DATE = "date"


def normalise(kind: Annotated[Kind, typer.Argument(help="What each line holds.")]) -> None:
    """Read lines, print each one's normalised form, parts, grade and reasons. Needs no database."""
    encode = msgspec.json.Encoder().encode
    today = datetime.now(UTC).date()
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        out.write(encode(normalise_text(kind=kind, text=text, today=today)) + b"\n")
