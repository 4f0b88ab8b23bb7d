"""What the tables of collect hold of a person."""

from habitue.ground.kernel.types import Policy

_RAW = ("everything that the source wrote about the person",)

POLICIES = {
    "collect.Source": Policy(personal=False, why="Where records come from."),
    "collect.SourceMapping": Policy(
        personal=True,
        why="Which column is which field.",
        data=("sample values",),
        retention="life of the source",
    ),
    "collect.Import": Policy(
        personal=True,
        why="The file as it came, so that an import can be resumed and traced.",
        data=("the file's content",),
        retention="13 months",
    ),
    "collect.Record": Policy(
        personal=True,
        why="The raw line proves every value.",
        data=_RAW,
        retention="that of the customer",
        subject="id",
    ),
    "collect.FeedCounter": Policy(personal=False, why="Orders the feed."),
    "collect.Reject": Policy(
        personal=True, why="A line that a person can see, mend and replay.", data=_RAW, retention="13 months"
    ),
}
