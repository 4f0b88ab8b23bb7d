"""Samples for the gallery: invented people, in both languages here: translators owe nothing to samples."""

from datetime import UTC, datetime

from django.utils.translation import get_language

NOW = datetime(2026, 11, 18, 17, 30, tzinfo=UTC)


def t(english: str, french: str) -> str:
    """The sample's text in the page's language."""
    return french if (get_language() or "en").startswith("fr") else english
