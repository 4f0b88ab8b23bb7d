"""HTTP: what machines ask of the house, and what it answers when something goes wrong.

Words: *live* (this process answers), *ready* (it can serve: the database answers and its tables are up to date), *problem*
(an error as a document, RFC 9457, or as a page for people), *support code* (finds the log line of one failure).

Invariants: no answer ever shows a traceback, a query or a path of the machine; the type of each problem is an address that
explains it.
"""
