"""What the tables of people hold of a person."""

from habitue.ground.kernel.types import Policy

POLICIES = {
    "people.Staff": Policy(
        personal=True,
        why="Staff sign in and their deeds are traced.",
        data=("name", "e-mail", "role", "password hash"),
        retention="until 3 years after departure",
        subject="id",
    ),
    "people.StaffSession": Policy(
        personal=True,
        why="Staff see where they are signed in and can end it.",
        data=("browser", "network address", "times"),
        retention="end of session",
        subject="staff_id",
    ),
    "people.LoginAttempt": Policy(
        personal=True,
        why="Slows down password guessing.",
        data=("keyed hash of an e-mail",),
        retention="1 day",
    ),
}
