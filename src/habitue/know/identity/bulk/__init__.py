"""A whole house at once: the same comparisons, model and groups as for one record, as SQL over tables of millions."""
