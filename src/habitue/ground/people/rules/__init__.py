"""The decisions of people: which role may do what."""
