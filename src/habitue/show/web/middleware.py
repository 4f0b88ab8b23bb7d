"""What every answer of the console has: its policy for the browser, and its language.

The language is the person's choice, else this browser's choice, else what the browser asks for.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from habitue.ground.people.api import staff_of

LANGUAGE_COOKIE = "language"
THEME_COOKIE = "theme"
SPOKEN = frozenset(code for code, _ in settings.LANGUAGES)
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
Handler = Callable[[HttpRequest], HttpResponse]


class ContentSecurityPolicy:
    """Tells the browser to run nothing but our own files, so that a name typed at a till can never become a program."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the policy."""
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class LanguageMiddleware:
    """Answers each request in the language of the person who makes it."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language and say which it is."""
        with translation.override(language_of(request)):
            response = self._get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response


def language_of(request: HttpRequest) -> str:
    """`fr` or `en`."""
    staff = staff_of(request)
    for chosen in (staff.language if staff else "", request.COOKIES.get(LANGUAGE_COOKIE, "")):
        if chosen in SPOKEN:
            return chosen
    for asked, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if asked.partition("-")[0] in SPOKEN:
            return asked.partition("-")[0]
    return str(settings.LANGUAGE_CODE)
