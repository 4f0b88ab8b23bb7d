"""The house pages."""
