"""What is believed of a house before it has shown anything: the chance of each level, by class.

Round figures of the trade, worth as much as a few hundred pairs each: they carry a small house and hand over to its own data
in a large one. Levels of `same` are spread over the bands of frequency.
"""

from collections.abc import Mapping

WORTH = {"match": 200.0, "household": 2_000.0}
"""How many pairs the beliefs of a class weigh against the pairs that the house shows."""

Belief = Mapping[str, Mapping[str, float]]

MATCH: Belief = {
    "first": {
        "same": 0.86, "swapped": 0.01, "form": 0.02, "initial": 0.02, "compound": 0.02, "typo": 0.04,
        "sounds": 0.005, "cut": 0.01, "near": 0.005, "resembles": 0.01, "other": 0.005,
    },
    "last": {
        "same": 0.86, "birth": 0.02, "part": 0.02, "typo": 0.04, "sounds": 0.005, "resembles": 0.015,
        "married": 0.03, "other": 0.01,
    },
    "born": {"same": 0.955, "slip": 0.03, "resembles": 0.008, "year": 0.003, "other": 0.004},
    "email": {"same": 0.75, "typo": 0.02, "local": 0.02, "other": 0.21},
    "mail_name": {
        "full": 0.55, "first": 0.18, "initial": 0.1, "begins": 0.05, "starts": 0.02, "last": 0.05, "other": 0.05,
    },
    "mobile": {"same": 0.84, "typo": 0.02, "other": 0.14},
    "landline": {"same": 0.85, "typo": 0.02, "other": 0.13},
    "card": {"same": 0.9, "typo": 0.02, "other": 0.08},
    "address": {
        "same": 0.65, "typo": 0.06, "street": 0.02, "number": 0.01, "town": 0.08, "near": 0.04, "area": 0.04,
        "elsewhere": 0.01, "other": 0.09,
    },
    "place": {"same": 0.6, "typo": 0.1, "other": 0.3},
    "sex": {"same": 0.99, "other": 0.01},
    "source": {"same": 0.2, "other": 0.8},
}  # fmt: skip

# First name and birth date of two people of one household are as they fall, but for the shares below.
HOUSEHOLD: Belief = {
    "last": {
        "same": 0.75, "birth": 0.03, "part": 0.02, "typo": 0.03, "sounds": 0.005, "resembles": 0.015,
        "married": 0.05, "other": 0.10,
    },
    "email": {"same": 0.15, "typo": 0.01, "local": 0.01, "other": 0.83},
    "mail_name": {
        "full": 0.02, "first": 0.02, "initial": 0.02, "begins": 0.02, "starts": 0.04, "last": 0.5, "other": 0.38,
    },
    "mobile": {"same": 0.08, "typo": 0.01, "other": 0.91},
    "landline": {"same": 0.85, "typo": 0.02, "other": 0.13},
    "card": {"same": 0.05, "typo": 0.01, "other": 0.94},
    "address": {
        "same": 0.65, "typo": 0.06, "street": 0.02, "number": 0.01, "town": 0.08, "near": 0.04, "area": 0.04,
        "elsewhere": 0.01, "other": 0.09,
    },
    "place": {"same": 0.6, "typo": 0.1, "other": 0.3},
    "sex": {"same": 0.4, "other": 0.6},
    "source": {"same": 0.35, "other": 0.65},
}  # fmt: skip

TWINS = 0.02
"""Share of pairs of one household that have one birthday."""
SAME_FIRST_NAME = 0.015
"""Share of pairs of one household that have one first name: father and son."""

# Strangers, for a house too small to be sampled: French figures, rounded.
STRANGER: Belief = {
    "first": {
        "same": 0.003, "swapped": 1e-8, "form": 4e-4, "initial": 1e-3, "compound": 5e-4, "typo": 1e-4,
        "sounds": 2e-4, "cut": 1e-3, "near": 2e-3, "resembles": 5e-4, "other": 0.9913,
    },
    "last": {
        "same": 3e-4, "birth": 3e-6, "part": 3e-5, "typo": 3e-4, "sounds": 3e-5, "resembles": 1.3e-3,
        "married": 0.5, "other": 0.498,
    },
    "born": {"same": 7e-5, "slip": 1.5e-3, "resembles": 0.015, "year": 0.012, "other": 0.9714},
    "email": {"same": 1e-8, "typo": 5e-6, "local": 1e-6, "other": 1.0},
    "mail_name": {
        "full": 1e-6, "first": 2.5e-3, "initial": 3e-5, "begins": 5e-3, "starts": 1e-5, "last": 5e-4, "other": 0.992,
    },
    "mobile": {"same": 1e-8, "typo": 1e-5, "other": 1.0},
    "landline": {"same": 1e-8, "typo": 3e-5, "other": 1.0},
    "card": {"same": 1e-9, "typo": 2e-6, "other": 1.0},
    "address": {
        "same": 1e-5, "typo": 1e-5, "street": 1e-5, "number": 2e-5, "town": 5e-4, "near": 1.5e-3, "area": 0.015,
        "elsewhere": 1e-6, "other": 0.983,
    },
    "place": {"same": 4e-3, "typo": 0.03, "other": 0.966},
    "sex": {"same": 0.5, "other": 0.5},
    "source": {"same": 0.3, "other": 0.7},
}  # fmt: skip
