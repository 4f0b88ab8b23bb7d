"""Tests of the house as a whole: its structure, its frame, and the fixtures that every room's tests use."""
