"""The know floor."""
