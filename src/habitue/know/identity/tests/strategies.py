"""Texts as they come: any text at all (NUL and lone surrogates too), and texts made of the words of real files."""

import os

from hypothesis import settings
from hypothesis import strategies as st

LAW = settings(max_examples=int(os.environ.get("LAW_EXAMPLES", "200")), deadline=None)

anything = st.text(st.characters(exclude_categories=()), max_size=60)

NAME_WORDS = (
    "Jean", "PIERRE", "marie", "Jean-Pierre", "J.", "j-p", "JP", "O'BRIEN", "MCDONALD", "macdonald", "de", "DE LA", "d'",
    "D'Artagnan", "von", "VAN DEN", "Le", "la", "DUPONT", "Martin", "dupont-martin", "née", "ép.", "(veuve)", "épouse",
    "nom d'usage", "Mme", "M.", "Mlle", "M. et Mme", "Dr", "et", "&", "Client", "TEST", "xxx", "INCONNU", "SARL", "Ets",
    "François", "FranÃ§ois", "Ünal", "İpek", "ß", "ǆ", "ﬁ", "Ł", "N'DIAYE", "L'", "-", "'", ".", ",", "(", ")", "/", "12",
    "@", "Nguyễn", "Владимир", "محمد", "Saint", "St.", "y", "e", "dos", "SANTOS", "\u00a0", "\u200b", "\x00", "\ud800",
)  # fmt: skip
names = st.lists(st.sampled_from(NAME_WORDS), max_size=5).map(" ".join) | st.lists(
    st.sampled_from(NAME_WORDS), max_size=3
).map("".join)

EMAIL_WORDS = (
    "jean", "Dupont", "JEAN", "info", "test", "+news", ".", "..", "-", "_", "@", "@", "@", "gmail", "GMAIL.com", "gmial.com",
    "orange.fr", "orange.f", "free", ".fr", ".com", "example.com", "yopmail.com", "x", "123", " ", ",", ";", "<", ">", '"',
    "é", "mailto:", "(at)", "bücher.de", "xn--bcher-kva.de", "[127.0.0.1]", "a" * 64, "b" * 63, "\x00", "\ud800", "！",
)  # fmt: skip
emails = st.lists(st.sampled_from(EMAIL_WORDS), max_size=7).map("".join)

PHONE_WORDS = (
    "0", "06", "07", "01", "+33", "0033", "(0)", "+", "00", "33", "6", "12", "34", "56", "78", "79", "0692", "0590", "0696",
    "0709", ".", "-", " ", "/", ";", "E+08", "poste 12", "O", "x", "(bureau)", "+32", "475", "+590", "+262", "３", "٣", ".0",
    "612345679", "000000000", "\u202f", "\x00",
)  # fmt: skip
phones = st.lists(st.sampled_from(PHONE_WORDS), max_size=8).map("".join)

DATE_WORDS = (
    "0", "1", "01", "12", "13", "31", "29", "02", "1980", "2024", "80", "99", "0000", "9999", "/", "-", ".", " ", "T", "Z",
    "avril", "Apr", "1er", "22:00", "14h20", "pm", "29221", "E+5", "+02:00", "à", "null", "٣", "UTC", "\x00",
)  # fmt: skip
dates = st.lists(st.sampled_from(DATE_WORDS), max_size=7).map("".join)

CARD_WORDS = (
    "0",
    "1",
    "290",
    "12345",
    "67890",
    "000",
    "C",
    "null",
    " ",
    "-",
    ".",
    "E+12",
    ".0",
    "é",
    "٣",
    "\x00",
)
cards = st.lists(st.sampled_from(CARD_WORDS), max_size=8).map("".join)

HUGE = "a1@. " * 2_000_000


def storable(*texts: str) -> bool:
    """Whether PostgreSQL would take these texts."""
    return all("\x00" not in text and text.encode("utf-8") is not None for text in texts)
