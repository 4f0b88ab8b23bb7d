"""Collect: everything that comes in, as it came.

Words: *source* (a till, a shop, a loyalty scheme: name, kind, trust, owner), *mapping* (which column is which field;
versioned, kept with the source), *import* (one table of one file, as a job), *record* (what a source says of one
person, the raw line kept), *reject* (a line that could not be read, to be seen, mended and replayed), *findings*
(what looks wrong but was kept).

Invariants: every line of every file ends as a record or as a reject. A record is known by its source and its key there;
the newest change time wins, whatever the order of arrival; the same line twice changes nothing. A chunk of lines, its
rejects, the import's progress and the announcement commit together, so an import cut off anywhere goes on from there.
"""
