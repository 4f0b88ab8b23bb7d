"""The quality pages."""
