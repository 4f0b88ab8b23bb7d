"""Review from within: doubts read, compared again, and decided many at a time."""
