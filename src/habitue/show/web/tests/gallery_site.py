"""A small site around the gallery, for the browser tests: strict CSP, both languages, no database."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import override_settings
from django.urls import path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from habitue.show.web.gallery import gallery

POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'"


@csrf_exempt
def upload(request: HttpRequest) -> HttpResponse:
    """What the feeds page answers for each dropped file."""
    (file,) = request.FILES.getlist("file")
    name, size = file.name, file.size
    values = {"name": name, "say": f"{size} bytes", "state": "ready", "url": "#mapping"}
    return HttpResponse(render_to_string("web/components/upload.html", values))


def quiet(request: HttpRequest) -> HttpResponse:
    """A stream that fails, as a server in trouble does."""
    response = HttpResponse("trouble", status=500)
    response["X-Request-ID"] = "HAB-TEST-1"
    return response


urlpatterns = [
    path("gallery/upload", upload),
    path("gallery/broken", quiet),
    path("gallery", gallery),
    path("gallery/<str:page>", gallery),
]


def strict(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The language of the cookie, and a policy that refuses anything inline."""

    def answer(request: HttpRequest) -> HttpResponse:
        with translation.override(request.COOKIES.get("language", "en")):
            response = get_response(request)
        response["Content-Security-Policy"] = POLICY
        return response

    return answer


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: the tests speak."""


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@contextmanager
def site() -> Iterator[str]:
    """Serve the gallery on a free port; yields its address."""
    engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
    changed = {
        "ROOT_URLCONF": __name__,
        "MIDDLEWARE": [f"{__name__}.strict"],
        "TEMPLATES": [engine],
        "DEBUG": True,
        "STATICFILES_DIRS": [],
        "ALLOWED_HOSTS": ["*"],
        "STORAGES": {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    }
    with override_settings(**changed):
        server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), _Threaded, _Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
