"""The words of problems and of their page. Titles of the kernel's errors are listed here to be translated."""

from django.utils.translation import gettext_lazy as _

UNEXPECTED = _("Something went wrong")
UNEXPECTED_DETAIL = _(
    "This is our mistake, not yours. What was saved before is kept. "
    "Try again; if it happens again, tell support this code."
)
NOT_FOUND = _("Not found")
NOT_FOUND_DETAIL = _(
    "There is nothing at this address. It may have moved, or been merged with something else."
)
FORBIDDEN = _("Your role does not allow this")
FORBIDDEN_DETAIL = _("Ask the person who gives access in your house.")
BAD_REQUEST = _("This request cannot be understood")
BAD_REQUEST_DETAIL = _("Part of it is missing or malformed. Go back, reload the page and try again.")
STALE_FORM = _("This form is too old")
STALE_FORM_DETAIL = _("Nothing was saved. Reload the page and send the form again.")
EXPLAINED = _("Problems")

KERNEL_TITLES = (
    _("This cannot be used as it is"),
    _("This is not possible now"),
    _("A part of the house does not answer"),
    _("The database does not answer"),
    _("The configuration cannot be used"),
)
