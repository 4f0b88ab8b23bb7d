"""What each reason does to the grade and the score of an address. The wording of a reason is elsewhere."""

from __future__ import annotations

from functools import lru_cache

from habitue.know.identity.types.address import Grade

# reason -> (the best grade that it allows, what it takes off the score)
REASONS: dict[str, tuple[Grade, float]] = {
    "postcode.in_town": (Grade.A, 0.0),
    "town.in_postcode": (Grade.A, 0.0),
    "street.spaces": (Grade.B, 0.03),
    "street.type_typo": (Grade.B, 0.05),
    "postcode.leading_zero": (Grade.B, 0.02),
    "postcode.typo": (Grade.B, 0.05),
    "street.number_moved": (Grade.B, 0.04),
    "postcode.completed": (Grade.B, 0.08),
    "town.completed": (Grade.B, 0.05),
    "town.name_completed": (Grade.B, 0.04),
    "town.typo": (Grade.B, 0.06),
    "town.merged": (Grade.B, 0.02),
    "town.swapped": (Grade.B, 0.03),
    "street.no_number": (Grade.C, 0.15),
    "street.no_type": (Grade.C, 0.1),
    "place.only": (Grade.C, 0.2),
    "cedex.unlisted": (Grade.C, 0.1),
    "postcode.unlisted": (Grade.C, 0.2),
    "postcode.of_neighbour": (Grade.C, 0.3),
    "postcode.army": (Grade.C, 0.1),
    "town.unknown": (Grade.C, 0.3),
    "text.extra": (Grade.C, 0.1),
    "complement.cut": (Grade.C, 0.1),
    "country.unchecked": (Grade.C, 0.2),
    "country.unknown": (Grade.C, 0.3),
    "street.missing": (Grade.D, 0.5),
    "postcode.missing": (Grade.D, 0.4),
    "postcode.short": (Grade.D, 0.5),
    "postcode.invalid": (Grade.C, 0.3),
    "postcode.unknown": (Grade.D, 0.5),
    "postcode.contradicts_town": (Grade.D, 0.6),
    "postcode.other_district": (Grade.D, 0.5),
    "town.missing": (Grade.D, 0.4),
    "line.too_long": (Grade.R, 1.0),
    "address.empty": (Grade.R, 1.0),
    "address.placeholder": (Grade.R, 1.0),
    "address.unreadable": (Grade.R, 1.0),
    "address.geocoder_confirmed": (Grade.A, 0.0),
    "address.geocoder_unsure": (Grade.A, 0.0),
}


@lru_cache(1 << 12)
def grade_of(reasons: tuple[str, ...]) -> tuple[Grade, float]:
    """Return the grade (the worst that a reason allows) and the score (0 to 1) of a set of reasons."""
    grade = max((REASONS[reason][0] for reason in reasons), default=Grade.A)
    score = 1.0
    for reason in reasons:
        score *= 1.0 - REASONS[reason][1]
    return grade, round(score, 3)
