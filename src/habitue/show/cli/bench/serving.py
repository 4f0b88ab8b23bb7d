"""The house served as it is in production, and somebody signed in to it, for measures that ask over HTTP."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from django.conf import settings

from habitue.ground.kernel.supervisor import answers, granian
from habitue.ground.kernel.types import InvalidInput
from habitue.show.demo.api import PASSWORD, STAFF

PORT = 18_417
THREADS = 4


@dataclass(frozen=True, slots=True)
class Session:
    """What a signed-in browser sends: its cookies, and the token that its forms carry."""

    cookie: str
    token: str


@contextmanager
def served() -> Iterator[None]:
    """Two web processes on PORT for the length of a block. Raises InvalidInput when they do not start."""
    spec = granian("web", "habitue.wsgi:application", host="127.0.0.1", port=PORT, workers=2, threads=THREADS)
    with subprocess.Popen(spec.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _attempt in range(100):
                if answers(f"http://127.0.0.1:{PORT}/readyz"):
                    break
                time.sleep(0.2)
            else:
                raise InvalidInput("The server did not start.")
            yield
        finally:
            server.terminate()


def signed_in() -> Session:
    """The demonstration's steward, signed in. Raises InvalidInput when they could not."""
    connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", "/login")
    first = connection.getresponse()
    first.read()
    token = _cookies(first.headers.get_all("Set-Cookie") or []).get("csrftoken", "")
    steward = next(staff.email for staff in STAFF if staff.role == "steward")
    body = urlencode({"email": steward, "password": PASSWORD, "csrfmiddlewaretoken": token})
    headers = {"Cookie": f"csrftoken={token}", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/login", body, headers)
    second = connection.getresponse()
    second.read()
    cookies = _cookies(second.headers.get_all("Set-Cookie") or [])
    if "sessionid" not in cookies:
        raise InvalidInput("The demonstration's steward could not sign in.")
    token = cookies.get("csrftoken", token)
    return Session(f"sessionid={cookies['sessionid']}; {settings.CSRF_COOKIE_NAME}={token}", token)


def _cookies(headers: Sequence[str]) -> dict[str, str]:
    return {name: value for name, _, value in (header.split(";")[0].partition("=") for header in headers)}
