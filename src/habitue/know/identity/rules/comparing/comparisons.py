"""What is compared of two records, and the levels of agreement: of each comparison the first level that holds is taken.

Level 0 of every comparison is `missing`: nothing can be said, and it weighs nothing. A level named `same` may be split by
how common the value is (`banded`): two Zieglers at one address say more than two Martins.
"""

from dataclasses import dataclass

from habitue.know.identity.rules.comparing.predicates import (
    ALWAYS,
    Predicate,
    begins,
    both_crossed,
    both_longer,
    crossed,
    either_is,
    holds_word,
    known,
    near,
    one_knows,
    opposed,
    same,
    same_start,
    starts_like,
)

MISSING, SAME, OTHER = "missing", "same", "other"
BANDS = 10
"""Classes of frequency of a name: 0 is the commonest, each next one twice as rare."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison and its levels, most agreeing first; `banded`: the trait whose frequency parts the level `split`."""

    name: str
    levels: tuple[tuple[str, Predicate], ...]
    banded: str = ""
    split: str = SAME

    def codes(self) -> tuple[str, ...]:
        """The names of the levels by their number: `missing` is 0; that which is split is `same.0` to `same.9`."""
        names = [MISSING]
        for name, _ in self.levels:
            if name != MISSING:
                names += [f"{name}.{band}" for band in range(BANDS)] if self.is_banded(name) else [name]
        return tuple(names)

    def is_banded(self, level: str) -> bool:
        """Whether this level is split by the value's frequency."""
        return level == self.split and bool(self.banded)


_long_names = both_longer("first", 4) & both_longer("last_large", 4)
_swapped = (
    both_crossed("first", "last_large")
    | both_crossed("first_sound", "last_sound")
    | _long_names & both_crossed("first", "last_large", 2)
)
_two_real_names = known("first_kind")
_two_sexes = opposed("first_kind", "m", "f")

FIRST = Comparison(
    "first",
    (
        (SAME, same("first")),
        ("swapped", _swapped),
        (MISSING, ~known("first")),
        ("form", same("first_root") | crossed("first_root", "first_second")),
        ("initial", begins("first") & ~both_longer("first", 2) | crossed("first_joined", "first_initials")),
        (
            "compound",
            crossed("first_root", "first_head")
            | crossed("first_root", "first_silent")
            | same("first_tail") & same_start("first", 1),
        ),
        (
            "typo",
            ~_two_real_names
            & both_longer("first", 3)
            & (near("first", 1) | same("first_letters") & near("first", 2)),
        ),
        ("sounds", same("first_sound") & both_longer("first", 4) & ~_two_sexes),
        ("cut", begins("first") & ~_two_sexes),
        ("near", both_longer("first", 3) & near("first", 1) & ~_two_sexes),
        (
            "resembles",
            ~_two_real_names & both_longer("first", 4) & (near("first", 2) | begins("first")),
        ),
        (OTHER, ALWAYS),
    ),
    banded="first",
)

LAST = Comparison(
    "last",
    (
        (SAME, same("last_large")),
        (MISSING, ~known("last") | _swapped),
        ("birth", crossed("last_large", "birth_last") | same("birth_last")),
        (
            "part",
            crossed("last_large", "last_part")
            | crossed("last_large", "last_rest")
            | crossed("last_joined", "last_large")
            | both_crossed("last_part", "last_rest"),
        ),
        (
            "typo",
            both_longer("last_large", 3)
            & (near("last_large", 1) | same("last_letters") & near("last_large", 2)),
        ),
        ("sounds", same("last_sound") & both_longer("last_large", 4)),
        (
            "resembles",
            both_longer("last_large", 5) & (near("last_large", 2) | begins("last_large")),
        ),
        ("married", either_is("sex", "f")),
        (OTHER, ALWAYS),
    ),
    banded="last_large",
)

BORN = Comparison(
    "born",
    (
        (SAME, same("born")),
        (MISSING, ~known("born") | crossed("born_vague", "born_four")),
        ("slip", near("born", 1) | same("born_day") | same("born_digits") & near("born", 2)),
        ("resembles", near("born", 2)),
        ("year", same_start("born", 4)),
        (OTHER, ALWAYS),
    ),
)

EMAIL = Comparison(
    "email",
    (
        (SAME, same("email")),
        (MISSING, ~known("email")),
        ("typo", both_longer("email", 10) & near("email", 2) & (same("local") | ~same("mail"))),
        ("local", same("mail_odd")),
        # Namesakes name their mailboxes alike: that says no more than the names have said.
        (MISSING, same("mail")),
        (OTHER, ALWAYS),
    ),
)

_first_in_mail = (
    holds_word("mail", "first", 3) | holds_word("mail", "first_root", 3) | holds_word("mail", "first_tail", 4)
)
_last_in_mail = holds_word("mail", "last_large", 3)
# One record has no first name, the other's may stand in the mailbox: "marie.dupont@".
MAIL_NAME = Comparison(
    "mail_name",
    (
        (MISSING, ~one_knows("mail", "first")),
        ("full", _first_in_mail & _last_in_mail),
        ("first", _first_in_mail),
        ("initial", holds_word("mail", "initial_last", 5)),
        ("begins", starts_like("mail", "first", 3) | holds_word("mail", "first_four", 4)),
        ("starts", starts_like("mail", "first", 1) & _last_in_mail),
        ("last", _last_in_mail),
        (OTHER, ALWAYS),
    ),
    banded="last_large",
    split="full",
)

MOBILE = Comparison(
    "mobile",
    ((SAME, same("mobile")), (MISSING, ~known("mobile")), ("typo", near("mobile", 2)), (OTHER, ALWAYS)),
)

LANDLINE = Comparison(
    "landline",
    ((SAME, same("landline")), (MISSING, ~known("landline")), ("typo", near("landline", 1)), (OTHER, ALWAYS)),
)

CARD = Comparison(
    "card", ((SAME, same("card")), (MISSING, ~known("card")), ("typo", near("card", 2)), (OTHER, ALWAYS))
)

_same_town = same("postcode") | same("town")
ADDRESS = Comparison(
    "address",
    (
        (SAME, same("street") & same("number") & _same_town),
        (MISSING, ~known("postcode") & ~known("town")),
        (
            "typo",
            same("number")
            & both_longer("street", 5)
            & (near("street", 3) | begins("street"))
            & (_same_town | near("postcode", 1))
            | same("street") & same("number") & same_start("postcode", 2)
            | same("number") & crossed("street", "place") & _same_town,
        ),
        ("street", (same("street") | holds_word("place", "street", 6)) & _same_town),
        ("number", same("number") & _same_town),
        ("town", _same_town & ~known("street")),
        ("near", _same_town),
        ("area", same_start("postcode", 2)),
        ("elsewhere", same("street") & same("number")),
        (OTHER, ALWAYS),
    ),
)

PLACE = Comparison(
    "place",
    (
        (SAME, same("place")),
        (MISSING, ~known("place")),
        ("typo", both_longer("place", 4) & (near("place", 2) | holds_word("place", "place", 4))),
        (OTHER, ALWAYS),
    ),
)

SEX = Comparison("sex", ((SAME, same("sex")), (MISSING, ~known("sex")), (OTHER, ALWAYS)))
SOURCE = Comparison("source", ((SAME, same("source")), (OTHER, ALWAYS)))

COMPARISONS = (FIRST, LAST, BORN, EMAIL, MAIL_NAME, MOBILE, LANDLINE, CARD, ADDRESS, PLACE, SEX, SOURCE)
