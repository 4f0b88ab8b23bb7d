"""The stewards' review: doubts side by side, one key a decision, rules for many at once."""
