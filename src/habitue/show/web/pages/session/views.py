"""Signing in and out, the person's language and appearance, and where they are signed in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habitue.ground.kernel.types import Actor
from habitue.ground.people import api as people
from habitue.ground.people.api import role_label
from habitue.ground.people.types import StaffView
from habitue.show.web.edge import as_actor, is_fragment
from habitue.show.web.middleware import LANGUAGE_COOKIE, SPOKEN, THEME_COOKIE
from habitue.show.web.pages.session.browsers import browser_name
from habitue.show.web.ui.types import Crumb

A_YEAR = 365 * 24 * 3600
THEMES = ("light", "dark")


def sign_in(request: HttpRequest) -> HttpResponse:
    """The door: GET shows it, POST `email` and `password` opens it and leads to `next`."""
    target = own_address(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        return redirect(target) if people.actor_of(request) else _door(request, target)
    try:
        staff = people.sign_in(
            request, email=request.POST.get("email", ""), password=request.POST.get("password", "")
        )
    except people.LoginRefused as refused:
        return _door(request, target, refused.detail)
    return _remembered(request, redirect(target), staff)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this browser's session."""
    people.sign_out(request)
    return redirect("sign_in")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read in `language` (fr, en) from now on, and come back to `next`."""
    chosen = request.POST.get("language", "")
    response = redirect(own_address(request, request.POST.get("next", "")))
    if chosen in SPOKEN:
        _keep_choice(request, response, LANGUAGE_COOKIE, chosen)
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Show light, dark or (anything else) as the device does, and come back to `next`."""
    chosen = request.POST.get("theme", "")
    response = HttpResponse(status=204) if is_fragment(request) else _back(request)
    _keep_choice(request, response, THEME_COOKIE, chosen if chosen in THEMES else "")
    return response


@as_actor
def account(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The person's own page: who they are here, how they read, where they are signed in."""
    sessions = [(each, browser_name(each.browser)) for each in people.sessions(request)]
    context = {
        "page_title": _("Your account"),
        "crumbs": [Crumb(_("Your account"))],
        "staff": people.staff_of(request),
        "role": role_label(actor.role),
        "sessions": sessions,
        "themes": [
            ("light", "sun", _("Light")),
            ("dark", "moon", _("Dark")),
            ("system", "monitor", _("As the device")),
        ],
        "languages": [("fr", "Français"), ("en", "English")],
    }
    return render(request, "web/session/account.html", context)


@require_POST
@as_actor
def end_session(request: HttpRequest, actor: Actor, session_id: UUID) -> HttpResponse:
    """End one of the person's own sessions; the one that asks leads back to the door."""
    people.end_session(request, session_id)
    return redirect("account")


def own_address(request: HttpRequest, address: str) -> str:
    """The address when it is one of ours, else the home: nobody is led elsewhere by a link to our login page."""
    secure = request.is_secure()
    if url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=secure):
        return address
    return reverse("home")


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(own_address(request, request.POST.get("next", "")))


def _door(request: HttpRequest, target: str, error: str = "") -> HttpResponse:
    context = {"next": target, "error": error, "email": request.POST.get("email", "")}
    context |= {"language_url": reverse("language")}
    return render(request, "web/login.html", context, status=422 if error else 200)


def _remembered(request: HttpRequest, response: HttpResponseRedirect, staff: StaffView) -> HttpResponse:
    """What the person chose on another browser holds on this one too."""
    if staff.language:
        _set_cookie(response, LANGUAGE_COOKIE, staff.language, secure=request.is_secure())
    if staff.theme:
        _set_cookie(response, THEME_COOKIE, staff.theme, secure=request.is_secure())
    return response


def _keep_choice(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    _set_cookie(response, name, value or "system", secure=request.is_secure())
    actor = people.actor_of(request)
    if actor and actor.staff:
        people.prefer(staff_id=actor.staff, **{name: value})


def _set_cookie(response: HttpResponse, name: str, value: str, *, secure: bool) -> None:
    """Not HttpOnly: the page's own script sets the same cookies, at once, when a theme is pressed."""
    response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=secure)
