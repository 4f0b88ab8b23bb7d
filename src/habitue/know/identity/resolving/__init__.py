"""From normalised records to customers, a slice at a time: the same code for one record now and for a million."""
