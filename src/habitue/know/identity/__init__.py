"""Identity: one customer per real person, from the records of many sources.

Words: *normalised record* (a source record with its values in one form, each with a state), *identifier* (a card, an
e-mail, a mobile: what can link), *placeholder* (a value shared by many unrelated people: it links nobody), *cluster*
(records that are one person), *customer* (the lasting id of a cluster), *merge* and *unmerge* (a person's word, kept and
obeyed by every later decision).

Invariants: every record has exactly one customer. No customer holds two records that contradict each other or that a
person set apart. What is decided depends on what the records say, not on the order in which they came. A customer id
lasts: of two that become one, the older stays and the other leads to it.
"""
