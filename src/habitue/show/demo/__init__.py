"""The demonstration house: an invented retailer and its customers, made by a seeded generator.

Words: a *person* is the truth, a *visit* the moment a source wrote them down, a *row* what it wrote, *truth.csv* says
which rows are whose. Invariants: the same people, seed, day and noise give the same bytes on any machine; no real person is
copied, yet names, towns and mail domains are real, so some made-up e-mails and telephones may exist: a demonstration
house must never be given a channel that sends.
"""
