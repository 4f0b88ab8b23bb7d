"""The sentences of the identity room: every reason code of its rules in words."""
