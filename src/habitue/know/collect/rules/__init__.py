"""The pure decisions of the collect room."""
