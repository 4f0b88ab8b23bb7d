"""The feeds pages."""
