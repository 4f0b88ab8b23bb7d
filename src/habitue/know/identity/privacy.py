"""What the tables of identity hold of a person."""

from habitue.ground.kernel.types import Policy

_WHO = ("name", "birth date", "e-mail", "telephone", "card", "address")

POLICIES = {
    "identity.NormalRecord": Policy(
        personal=True,
        why="One clean form of each record.",
        data=_WHO,
        retention="that of the customer",
        subject="record_id",
    ),
    "identity.Identifier": Policy(
        personal=True,
        why="Finds the records that share a card, an e-mail or a mobile.",
        data=("e-mail", "telephone", "card"),
        retention="that of the customer",
        subject="record_id",
    ),
    "identity.Placeholder": Policy(
        personal=True,
        why="Values shared by unrelated people must link nobody.",
        data=("e-mail", "telephone", "card"),
        retention="as long as shared",
    ),
    "identity.Verdict": Policy(
        personal=True,
        why="A person's word on who is who is obeyed for ever.",
        data=("identifiers", "staff name"),
        retention="that of the customer",
        subject="record_a",
    ),
    "identity.MergedCustomer": Policy(
        personal=True,
        why="Old links lead to the right page.",
        data=("identifiers",),
        retention="that of the customer",
    ),
    "identity.QualityNow": Policy(personal=False, why="Counts by source and field."),
    "identity.QualityOfImport": Policy(personal=False, why="Counts by import and field."),
    "identity.DuplicateRate": Policy(personal=False, why="Counts by import."),
}
