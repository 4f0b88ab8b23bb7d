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
    "identity.MatchingModel": Policy(
        personal=True,
        why="How common a name is decides what it says when two records share it.",
        data=("names and keys that many bear, with how many",),
        retention="five versions",
    ),
    "identity.Edge": Policy(
        personal=True,
        why="Which records may be one person, for people to judge and for later records to be judged with.",
        data=("identifiers",),
        retention="that of the customer",
        subject="record_a",
    ),
    "identity.Waiting": Policy(
        personal=True,
        why="Records that an import brought and that are not matched yet.",
        data=("identifiers",),
        retention="until matched",
        subject="record_id",
    ),
    "identity.Later": Policy(
        personal=True,
        why="A doubt put aside does not come up again the same day.",
        data=("identifiers", "staff"),
        retention="one week",
        subject="record_a",
    ),
    "identity.Decision": Policy(
        personal=True,
        why="Decisions teach the matching and show the progress of the day.",
        data=("identifiers", "staff name"),
        retention="that of the customer",
        subject="record_a",
    ),
    "identity.Sampled": Policy(
        personal=True,
        why="Precision and recall are estimated from pairs that people judged.",
        data=("identifiers", "staff name"),
        retention="that of the customer",
        subject="record_a",
    ),
    "identity.QualityNow": Policy(personal=False, why="Counts by source and field."),
    "identity.QualityOfImport": Policy(personal=False, why="Counts by import and field."),
    "identity.DuplicateRate": Policy(personal=False, why="Counts by import."),
}
