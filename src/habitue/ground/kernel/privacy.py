"""What the kernel's tables hold of a person."""

from habitue.ground.kernel.privacy_registry import Policy

POLICIES = {
    "kernel.LogRow": Policy(
        personal=False,
        why="Announces facts by identifier; payloads hold identifiers and counts only.",
        retention="24 months",
    ),
    "kernel.ConsumerRow": Policy(personal=False, why="Offsets of the log's readers."),
    "kernel.DeadLetter": Policy(
        personal=False, why="Facts that a reader could not handle.", retention="until mended"
    ),
    "kernel.AuditEntry": Policy(
        personal=True,
        why="Shows who did what, for security and for the DPO.",
        data=("staff name", "action", "identifiers"),
        retention="3 years",
        subject="staff_id",
    ),
}
