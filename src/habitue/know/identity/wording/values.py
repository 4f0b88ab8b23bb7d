"""The sentences of values: every reason code, state and survivorship rule, for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from habitue.know.identity.types.values import State

Lazy = str | Promise

STATES: dict[State, Lazy] = {
    State.EMPTY: _("Empty"),
    State.VALID: _("Valid"),
    State.DOUBTFUL: _("Doubtful"),
    State.INVALID: _("Unreadable"),
    State.PLACEHOLDER: _("Filler"),
}

KINDS: dict[str, Lazy] = {
    "mobile": _("Mobile"),
    "landline": _("Landline"),
    "other": _("Other number"),
}

RULES: dict[str, Lazy] = {
    "manual": _("Chosen by a person."),
    "only": _("The only value known."),
    "validity": _("The others are less sure."),
    "trust": _("From the source trusted most for this field."),
    "recency": _("The most recent."),
    "frequency": _("More records say this than anything else."),
    "completeness": _("The most complete."),
    "stable": _("Nothing sets the values apart; the order of the sources decided."),
}

REASONS: dict[str, Lazy] = {
    "name.split_by_case": _("First name and surname were in one cell; the capitals told them apart."),
    "name.split_by_names": _("First name and surname were in one cell; how common each is told them apart."),
    "name.split_guess": _("First name and surname were in one cell; which is which is a guess."),
    "name.swapped_suspected": _("First name and surname look swapped."),
    "name.repeated": _("One cell repeated the other; it was written once."),
    "name.same_twice": _("First name and surname are the same."),
    "name.initial": _("Only an initial is known."),
    "name.first_missing": _("The first name is missing."),
    "name.last_missing": _("The surname is missing."),
    "name.couple": _("This is a couple, not one person."),
    "name.several_people": _("Several people are in one cell."),
    "name.company": _("This looks like a company."),
    "name.digits": _("Digits were taken out of the name."),
    "name.note_removed": _("A note in brackets was taken out of the name."),
    "name.mojibake": _("Accents were broken by a wrong encoding; they were mended where possible."),
    "name.too_long": _("The name is longer than 120 characters; the rest was cut."),
    "name.email_inside": _("This is an e-mail address, not a name."),
    "name.junk": _("This name was typed to fill the box."),
    "name.junk_part": _("A word typed to fill the box was left out."),
    "email.domain_typo": _("The domain looks misspelt."),
    "email.domain_invalid": _("What follows the @ is not a domain."),
    "email.disposable": _("This is a disposable address."),
    "email.role": _("This address belongs to a service, not to a person."),
    "email.accent": _("Addresses with accents are rare and often typing errors."),
    "email.several": _("The cell held several addresses; the first one is kept."),
    "email.placeholder": _("This address was typed to fill the box."),
    "email.none_written": _("It says that there is no address."),
    "email.no_at": _("The @ is missing."),
    "email.no_local": _("Nothing stands before the @."),
    "email.slip": _("A space, a comma or two full stops stand where they cannot."),
    "email.syntax": _("This is not an e-mail address."),
    "email.too_long": _("This is too long for an e-mail address."),
    "phone.overseas": _("A number of an overseas department; its own country code was put."),
    "phone.zero_restored": _("The leading zero was lost, as spreadsheets do; it was put back."),
    "phone.plus_restored": _("The + before the country code was put back."),
    "phone.letter_o": _("A letter O stood for a zero."),
    "phone.note": _("A note stood beside the number."),
    "phone.extension": _("The extension was left out."),
    "phone.several": _("The cell held several numbers; the first one is kept."),
    "phone.french_number": _("It is not a number of the country of the address, but it is a French one."),
    "phone.other_kind": _("The column says mobile and this is a landline, or the other way round."),
    "phone.special_rate": _("A service number, which belongs to no person."),
    "phone.placeholder": _("This number was typed to fill the box."),
    "phone.scientific": _("A spreadsheet rounded the number; its digits are lost."),
    "phone.short_code": _("A short number, which nobody can be reached at."),
    "phone.too_short": _("Digits are missing."),
    "phone.too_long": _("There are too many digits."),
    "phone.no_digits": _("There are no digits."),
    "phone.not_a_number": _("No such number exists."),
    "date.ambiguous_order": _(
        "Day and month could be read the other way round; the order of the file decided."
    ),
    "date.order_swapped": _("Only day and month exchanged make a date."),
    "date.two_digit_year": _("The year has two digits; the century is assumed."),
    "date.excel_serial": _("A spreadsheet’s day number was turned into a date."),
    "date.shifted": _("Midnight in Paris written in world time; the day may be the next one."),
    "date.placeholder": _("This date was put to fill the box."),
    "date.none_written": _("It says that there is no date."),
    "date.impossible": _("This day does not exist."),
    "date.future": _("This day is in the future."),
    "date.too_old": _("This is more than 120 years ago."),
    "date.year_only": _("Only the year is known."),
    "date.unreadable": _("This is not a date."),
    "date.too_long": _("This is too long for a date."),
    "card.no_check": _("No known check digit confirms this number."),
    "card.zero_lost": _("A leading zero may have been lost."),
    "card.rounded": _("The number ends in zeros as if a spreadsheet had rounded it."),
    "card.no_digits": _("A card number without digits."),
    "card.placeholder": _("This number was typed to fill the box."),
    "card.scientific": _("A spreadsheet rounded the number; its digits are lost."),
    "card.characters": _("Some characters do not belong in a card number."),
    "card.too_short": _("A card number has at least 4 characters."),
    "card.too_long": _("A card number has at most 32 characters."),
}


def explain(code: str) -> str:
    """The sentence of a reason code, in the reader's language; an unknown code is shown as it is."""
    return str(REASONS.get(code, code))
