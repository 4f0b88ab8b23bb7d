"""People: the staff of the house, their roles, and what each role may do.

Words: *staff* (a person with a login), *role* (one of eight), *permission* (`feeds.import`: what a door asks for),
*session* (one browser signed in).

Invariants: an e-mail has one login in the whole deployment; a role's permissions are one table (`rules/roles.py`);
a blocked person's sessions end at once.
"""
