"""Kernel: what every other room stands on, and nothing that knows about a customer.

Words: *house* (one data controller, the hard tenant), *actor* (who asks, with what they may do), *log* (the one ordered
table of announced facts), *consumer* (a room reading the log at its own offset), *job* (work that leaves the house or
waits), *audit trail* (who did what to what), *privacy policy* (what each table holds of a person, and for how long).

Invariants: the kernel imports no room. A fact is announced in the transaction that makes it true. A consumer stores its
offset in the transaction of its work, so each fact takes effect exactly once.
"""
