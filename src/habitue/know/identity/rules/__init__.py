"""Pure decisions of the identity room: normalise, compare, group, choose. No Django, no clock, no I/O."""
