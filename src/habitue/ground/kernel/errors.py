"""Errors that people read: each class carries the HTTP status and the RFC 9457 `type` that its problem document has.

A room defines its own errors beside the function that raises them, as subclasses of one of these.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class HabitueError(Exception):
    """Something went wrong that a person can understand. `detail` says what, and what to do about it."""

    status = 500
    type = "internal"
    title: Words = _("Something went wrong")

    def __init__(self, detail: str = "", **params: Any) -> None:
        """`detail`: one plain sentence, already translated; `params`: machine-readable facts for the problem document."""
        self.detail = detail or str(self.title)
        super().__init__(self.detail)
        self.params = params


class InvalidInput(HabitueError):
    """What was sent cannot be used as it is."""

    status = 422
    type = "invalid-input"
    title: Words = _("This cannot be used as it is")


class NotFound(HabitueError):
    """There is no such thing, or not in this house."""

    status = 404
    type = "not-found"
    title: Words = _("Not found")


class Forbidden(HabitueError):
    """The actor may not do this."""

    status = 403
    type = "forbidden"
    title: Words = _("Your role does not allow this")


class Conflict(HabitueError):
    """The state has changed meanwhile, or does not allow this now."""

    status = 409
    type = "conflict"
    title: Words = _("This is not possible now")


class Unavailable(HabitueError):
    """A part that is needed does not answer."""

    status = 503
    type = "unavailable"
    title: Words = _("A part of the house does not answer")
