"""Structured logs on standard output, one line an event, and no personal data in any of them.

Three nets, because a log is copied to places where a person's rights do not follow: known personal keys are dropped,
identifiers of persons become keyed pseudonyms (the same person has the same one, and only this house can make it), and
what looks like an e-mail or a long number inside a text is masked. Of an exception, its type and the places in the code
are kept; its message is masked, and the database's DETAIL, which quotes values, is left out.
"""

import hashlib
import logging
import logging.config
import re
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Literal

import structlog
from django.http import HttpRequest, HttpResponse
from structlog.typing import EventDict, Processor, WrappedLogger

from habitue.ground.kernel.metrics import request_answered

PERSONAL = re.compile(
    r"^(?:.*_)?(?:e?mail|phone|mobile|landline|name|civility|birth(?:_?date)?|address\d?|address_full|street|postcode|town"
    r"|card|company|password|secret|token|cookie|authorization|raw|cell|value|row|line_text|search|query|dsn)$"
)
# Names of things, not of persons, that the pattern would otherwise drop.
IMPERSONAL = frozenset(
    {"route_name", "file_name", "source_name", "job_name", "process_name", "host_name", "task_name"}
)
PSEUDONYMS = frozenset(
    {"customer_id", "record_id", "staff_id", "actor_id", "customer", "record", "staff", "subject"}
)
EMAIL = re.compile(r"[^\s@<>()\"',;=]+@[^\s@<>()\"',;]+\.\w+")
LONG_NUMBER = re.compile(r"(?<![\w-])\+?\(?\d(?:[\s./()-]?\d){6,}(?![\w-])")
# PostgreSQL's second line quotes the row; `repr` of an exception spells its line break out.
DETAIL = re.compile(r"(?:\n|\\n)\s*(?:DETAIL|CONTEXT|LINE \d)")
# `invalid input syntax for type date: "..."`, `invalid literal for int() with base 10: '...'`
QUOTED = re.compile(r""": (["']).*\1""", re.DOTALL)
QUIET_ROUTES = frozenset({"livez", "readyz", "metrics"})

Level = Literal["debug", "info", "warning", "error"]
Format = Literal["auto", "console", "json"]
Respond = Callable[[HttpRequest], HttpResponse]

log = structlog.get_logger(__name__)


def configure(*, level: Level, form: Format, key: str) -> None:
    """Send every log of this process, structlog's and the standard library's, to standard output.

    `key` is the secret that makes pseudonyms. `auto` prints for people on a terminal and JSON elsewhere.
    """
    shared = _shared_processors(key)
    console = form == "console" or (form == "auto" and sys.stdout.isatty())
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    logging.config.dictConfig(_standard_library(level, shared, _renderer(console)))


def _shared_processors(key: str) -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        exception_without_values,
        Discretion(key.encode()),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _renderer(console: bool) -> Processor:
    if console:
        return structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty(), sort_keys=False)
    return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)


def _standard_library(level: Level, shared: list[Processor], renderer: Processor) -> dict[str, Any]:
    """The configuration of the standard library: one handler, and libraries that narrate kept to warnings."""
    narrators = ("django", "procrastinate", "asyncio", "_granian", "granian.access", "psycopg.pool")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "house": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            }
        },
        "handlers": {
            "out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "house"}
        },
        "root": {"handlers": ["out"], "level": level.upper()},
        # Django tells a server error by itself, with the address and its values; RequestLog tells it better.
        "loggers": {name: {"level": "WARNING"} for name in narrators}
        | {"django.request": {"level": "CRITICAL"}, "django.server": {"level": "CRITICAL"}},
    }


class Discretion:
    """A processor that leaves no personal data in an event."""

    def __init__(self, key: bytes) -> None:
        """`key`: the secret of the pseudonyms; only its first 64 bytes count (blake2b's limit)."""
        self._key = key[:64]

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        """The event without personal data."""
        return self._clean(event)

    def pseudonym(self, value: object) -> str:
        """Sixteen hexadecimal digits that stand for one person in this house's logs."""
        return hashlib.blake2b(str(value).encode(), key=self._key, digest_size=8).hexdigest()

    def _clean(self, items: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._value(name, value) for name, value in items.items() if not is_personal(name)}

    def _value(self, name: str, value: Any) -> Any:
        if name in PSEUDONYMS:
            return self.pseudonym(value)
        return self._masked(value, numbers=name in ("event", "error", "detail", "message"))

    def _masked(self, value: Any, numbers: bool) -> Any:
        if isinstance(value, str):
            return masked(value) if numbers else EMAIL.sub("<e-mail>", value)
        if isinstance(value, Mapping):
            return self._clean({str(name): inner for name, inner in value.items()})
        if isinstance(value, (list, tuple, set, frozenset)):
            return [self._masked(inner, numbers) for inner in value]
        return value


def is_personal(name: str) -> bool:
    """True for the name of a value that would tell who somebody is."""
    return name not in IMPERSONAL and PERSONAL.match(name.lower()) is not None


def masked(text: str) -> str:
    """`text` without what an error quotes: the database's DETAIL, the value at fault, e-mails, numbers of 7 digits up."""
    told = QUOTED.sub(": <value>", DETAIL.split(text, maxsplit=1)[0])
    return LONG_NUMBER.sub("<number>", EMAIL.sub("<e-mail>", told))


def exception_without_values(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """A processor that turns `exc_info` into the exception's type, masked first line and places in the code."""
    raised = _exception_of(event.pop("exc_info", None))
    if raised is not None:
        event["exception"] = type(raised).__qualname__
        event["error"] = str(raised)
        event["where"] = places(raised.__traceback__)
        if raised.__cause__ is not None:
            event["caused_by"] = type(raised.__cause__).__qualname__
    return event


def places(trace: TracebackType | None) -> list[str]:
    """The last ten places of a traceback, outermost first, as "file:line function"."""
    frames = traceback.extract_tb(trace)[-10:]
    return [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames]


def _exception_of(info: Any) -> BaseException | None:
    """The exception that the conventions of `logging` mean: itself, a triple, or True for the one being handled."""
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple):
        return info[1] if isinstance(info[1], BaseException) else None
    return sys.exc_info()[1] if info else None


class RequestLog:
    """Django middleware: one line and one measure a request, with its route's name and never its address or query."""

    def __init__(self, get_response: Respond) -> None:
        """`get_response`: what answers the request."""
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then tell how it went."""
        begun = time.perf_counter()
        response = self._respond(request)
        self._tell(request, response, time.perf_counter() - begun)
        return response

    def _tell(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        route, method, status = route_of(request), _method_of(request), response.status_code
        request_answered(method=method, route=route, status=status, seconds=seconds)
        facts: dict[str, Any] = {"method": method, "route": route, "status": status}
        if code := response.headers.get("X-Support-Code"):
            facts["support_code"] = code
        tell = (
            log.error
            if status >= 500 and route not in QUIET_ROUTES
            else log.debug
            if route in QUIET_ROUTES
            else log.info
        )
        tell("request", ms=round(seconds * 1000, 1), **facts)


def route_of(request: HttpRequest) -> str:
    """The name of the route that matched, else its pattern, else "unmatched"."""
    match = request.resolver_match
    return (match.view_name or match.route) if match else "unmatched"


def _method_of(request: HttpRequest) -> str:
    """The method, or OTHER for an invented one: labels must stay few."""
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return request.method if request.method in known else "OTHER"
