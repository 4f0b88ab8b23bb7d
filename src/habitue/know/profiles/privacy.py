"""What the tables of profiles hold of a person."""

from habitue.ground.kernel.types import Policy

_WHO = ("name", "birth date", "e-mail", "telephone", "card", "address")

POLICIES = {
    "profiles.Customer": Policy(
        personal=True,
        why="One record of each customer, for the people who serve them.",
        data=_WHO,
        retention="3 years after the last contact of a prospect, 5 after the last purchase of a customer",
        subject="customer_id",
    ),
    "profiles.Word": Policy(
        personal=False, why="Words of names and towns, bound to nobody: misspelt searches find their way."
    ),
    "profiles.SavedView": Policy(
        personal=True,
        why="Staff keep their lists.",
        data=("filters",),
        retention="life of the login",
        subject="staff_id",
    ),
    "profiles.ManualChoice": Policy(
        personal=True,
        why="A value that a person chose wins until withdrawn.",
        data=(*_WHO, "staff name"),
        retention="that of the customer",
        subject="record_id",
    ),
}
