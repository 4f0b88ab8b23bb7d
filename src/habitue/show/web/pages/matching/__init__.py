"""The matching pages: how the house decides who is one person, and how that is changed."""
