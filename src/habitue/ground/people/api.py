"""The door of people: logins, sessions, and the actor that each request acts as."""

import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import audit, new_id, utc_now
from habitue.ground.kernel.types import Actor, Forbidden, HouseId, InvalidInput, StaffId
from habitue.ground.people.models import LoginAttempt, Staff, StaffSession
from habitue.ground.people.rules.roles import Role, permissions_of
from habitue.ground.people.types import SessionView, StaffView
from habitue.ground.people.wording import role_label

__all__ = [
    "LoginRefused",
    "actor_of",
    "end_session",
    "invite",
    "note_presence",
    "prefer",
    "role_label",
    "sessions",
    "sign_in",
    "sign_out",
    "staff",
    "staff_of",
]

ATTEMPTS = 10
ATTEMPTS_WINDOW = timedelta(minutes=15)
ATTEMPTS_KEPT = timedelta(days=1)
SEEN_EVERY = timedelta(minutes=5)


class LoginRefused(Forbidden):
    """The e-mail and password do not go together, or too many were tried."""

    type = "login-refused"


def sign_in(request: HttpRequest, *, email: str, password: str) -> StaffView:
    """Sign a person in on this browser and remember the session.

    Raises LoginRefused for a wrong pair (without telling which half) and after ten failures in fifteen minutes.
    """
    who = _who(email)
    if LoginAttempt.objects.filter(who=who, at__gt=utc_now() - ATTEMPTS_WINDOW).count() >= ATTEMPTS:
        raise LoginRefused(_("Too many attempts. Wait fifteen minutes, then try again."))
    staff = authenticate(request, username=email.strip().lower(), password=password)
    if not isinstance(staff, Staff):
        LoginAttempt.objects.create(who=who, at=utc_now())
        raise LoginRefused(_("This e-mail and this password do not go together."))
    _start_session(request, staff)
    return _view(staff)


def sign_out(request: HttpRequest) -> None:
    """End this browser's session."""
    StaffSession.objects.filter(session_key=request.session.session_key or "").delete()
    logout(request)


def actor_of(request: HttpRequest) -> Actor | None:
    """Who acts in this request, or None when nobody is signed in."""
    user = request.user
    if not isinstance(user, Staff) or not user.is_active:
        return None
    return Actor(HouseId(user.house_id), user.name, StaffId(user.id), user.role, permissions_of(user.role))


def staff_of(request: HttpRequest) -> StaffView | None:
    """The person signed in on this request, or None."""
    return _view(request.user) if isinstance(request.user, Staff) else None


@transaction.atomic
def invite(*, actor: Actor, email: str, name: str, role: str, password: str, language: str = "") -> StaffView:
    """Create a login in the actor's house, or return the one that exists there for this e-mail.

    Raises Forbidden without `staff.edit`, InvalidInput for a role that does not exist or an e-mail of another house.
    """
    actor.require("staff.edit")
    if role not in set(Role):
        raise InvalidInput(_("There is no such role."), role=role)
    values = {"id": new_id(), "house_id": actor.house, "name": name, "role": role, "language": language}
    values |= {"password": make_password(password), "created_at": utc_now()}
    staff, created = Staff.objects.get_or_create(email=email.strip().lower(), defaults=values)
    if staff.house_id != actor.house:
        raise InvalidInput(_("This e-mail already has a login."), email=email)
    if created:
        audit(actor, "people.invited", str(staff.id), {"role": role})
    return _view(staff)


def staff(*, actor: Actor) -> list[StaffView]:
    """The people of the actor's house by name. Raises Forbidden without `staff.see`."""
    actor.require("staff.see")
    return [_view(row) for row in Staff.objects.filter(house_id=actor.house).order_by("name")]


def prefer(*, staff_id: UUID, language: str | None = None, theme: str | None = None) -> None:
    """Remember a person's language (`fr`, `en`, empty: the browser's) or theme (`light`, `dark`, empty: the system's)."""
    if language is not None and language in {"", "fr", "en"}:
        Staff.objects.filter(id=staff_id).update(language=language)
    if theme is not None and theme in {"", "light", "dark"}:
        Staff.objects.filter(id=staff_id).update(theme=theme)


def note_presence(request: HttpRequest, now: datetime) -> None:
    """Remember when a signed-in browser was last used, to the nearest five minutes."""
    noted = request.session.get("seen", 0.0)
    if now.timestamp() - noted < SEEN_EVERY.total_seconds():
        return
    request.session["seen"] = now.timestamp()
    StaffSession.objects.filter(session_key=request.session.session_key or "").update(seen_at=now)


def sessions(request: HttpRequest) -> list[SessionView]:
    """Where the person of this request is signed in, latest first."""
    if not isinstance(request.user, Staff):
        return []
    rows = StaffSession.objects.filter(staff=request.user).order_by("-seen_at")
    current = request.session.session_key
    return [
        SessionView(r.id, r.browser, r.address, r.started_at, r.seen_at, r.session_key == current)
        for r in rows
    ]


@transaction.atomic
def end_session(request: HttpRequest, session_id: UUID) -> None:
    """End one of the person's own sessions, on whatever browser it is."""
    if not isinstance(request.user, Staff):
        return
    for row in StaffSession.objects.filter(staff=request.user, id=session_id):
        Session.objects.filter(session_key=row.session_key).delete()
        row.delete()


def _start_session(request: HttpRequest, staff: Staff) -> None:
    login(request, staff)
    now = utc_now()
    StaffSession.objects.create(
        id=new_id(),
        staff=staff,
        session_key=request.session.session_key or "",
        browser=request.headers.get("User-Agent", "")[:200],
        address=request.META.get("REMOTE_ADDR", ""),
        started_at=now,
        seen_at=now,
    )
    LoginAttempt.objects.filter(who=_who(staff.email)).delete()
    LoginAttempt.objects.filter(at__lt=now - ATTEMPTS_KEPT).delete()


def _who(email: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, email.strip().lower().encode(), hashlib.sha256).hexdigest()[:32]


def _view(staff: Staff) -> StaffView:
    return StaffView(
        StaffId(staff.id),
        HouseId(staff.house_id),
        staff.email,
        staff.name,
        staff.role,
        staff.language,
        staff.theme,
        staff.is_active,
    )
