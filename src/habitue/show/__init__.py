"""The show floor."""
