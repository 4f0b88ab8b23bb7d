"""Web: the console, rendered by the server.

Words: *page* (a whole document), *fragment* (a part that htmx swaps in), *component* (a template used everywhere), *shell*
(what stands around every page).

Invariants: a view reads or commands through a room's door and renders, nothing else; every fragment has its own address;
what a role may not do it is not offered, and the door refuses it all the same.
"""
