"""Cells of exported CSV files that a spreadsheet must not run as formulas."""

from __future__ import annotations

import re

_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_PLAIN = re.compile(r"[+-]\d[\d .\u00a0\u202f]*(?:\(0\)[\d .]+)?(?:,\d+)?")


def csv_safe(text: str) -> str:
    """The text with `'` before it when a spreadsheet would run it as a formula (OWASP, "CSV injection").

    That is when it starts with `=`, `+`, `-`, `@`, a tab or a line ending (full-width forms too). Plain signed numbers
    and phone numbers (`+33612345678`, `-12,50`) hold nothing to run and stay as they are, so that they can be read back.
    """
    if text and text[0] in _STARTS and not _PLAIN.fullmatch(text):
        return "'" + text
    return text
