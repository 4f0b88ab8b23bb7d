"""Profiles: the customer record that people read, search and act upon.

Words: *golden record* (one value per field, survived from the customer's records), *provenance* (source, date and rule
of each value), *terms* (what a search can find a customer by), *word* (the vocabulary of a house, for forgiving search),
*saved view* (a person's filters and order, under a name).

Invariants: a profile is derived from identity's records and from people's manual choices alone, so it can be rebuilt
at any time; each value names where it comes from; search and lists take the same time at any size.
"""
