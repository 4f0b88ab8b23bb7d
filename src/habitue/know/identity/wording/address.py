"""The sentences for the grades of an address and for each reason behind a grade."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from habitue.know.identity.types.address import Grade

GRADES: dict[Grade, str | Promise] = {
    Grade.A: _("Valid as written"),
    Grade.B: _("Valid after a safe correction"),
    Grade.C: _("Usable, not fully confirmed"),
    Grade.D: _("Incomplete or contradictory: not deliverable as it is"),
    Grade.R: _("Rejected: not safely readable as a postal address; kept as written"),
}

REASONS: dict[str, str | Promise] = {
    "postcode.in_town": _("The postcode was written in the town's cell."),
    "town.in_postcode": _("The town was written in the postcode's cell."),
    "street.spaces": _("Words of the street that were stuck together have been parted."),
    "street.type_typo": _("The type of street was misspelt; it has been corrected."),
    "postcode.leading_zero": _("The postcode had lost its leading zero; the town confirms it."),
    "postcode.typo": _("Letters of the postcode stood for digits (O for 0); the town confirms it."),
    "street.number_moved": _("The number stood after the street; it has been put before it."),
    "postcode.completed": _("The postcode was missing; the town has only this one."),
    "town.completed": _("The town was missing; the postcode has only this one."),
    "town.name_completed": _("The town's name was shortened; only one town begins so."),
    "town.typo": _("The town was misspelt; only this town of the postcode comes near."),
    "town.merged": _("The town has merged into another; its old name is kept in line 5."),
    "town.swapped": _("Postcode and town were in each other's cell."),
    "street.no_number": _("The street has no number."),
    "street.no_type": _("The street has no type (rue, avenue...)."),
    "place.only": _("There is a locality but no street."),
    "cedex.unlisted": _("CEDEX postcodes are in no public list: this one cannot be confirmed."),
    "postcode.unlisted": _("The postcode is not in the public list, although its department is the town's."),
    "postcode.of_neighbour": _("The postcode is that of another town of the same department."),
    "postcode.army": _("A military address: no public list confirms it."),
    "town.unknown": _("The list of French towns has no such town at this postcode."),
    "text.extra": _("Something that belongs in no address (an e-mail address, a web page) was left out."),
    "complement.cut": _("A complement was too long for its line of 38 characters and was cut."),
    "country.unchecked": _("An address outside France: kept clean, not checked."),
    "country.unknown": _("No country has that name."),
    "street.missing": _("The street is missing."),
    "postcode.missing": _("The postcode is missing."),
    "postcode.short": _("The postcode has four digits, and the town does not say which one is meant."),
    "postcode.invalid": _("What stands as the postcode is not one."),
    "postcode.unknown": _("No French town has this postcode."),
    "postcode.contradicts_town": _("The postcode and the town are in different departments."),
    "postcode.other_district": _("The postcode and the district of the town do not agree."),
    "town.missing": _("The town is missing."),
    "line.too_long": _("The street does not fit in 38 characters, even shortened by the norm."),
    "address.empty": _("Nothing was written."),
    "address.placeholder": _("What is written only fills the box."),
    "address.unreadable": _("Nothing of a postal address can be read safely."),
    "address.geocoder_confirmed": _("The address service knows this very number in this street."),
    "address.geocoder_unsure": _("The address service was asked and could not confirm the address."),
}
