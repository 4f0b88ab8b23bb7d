"""Settings of a process that does bulk work."""

import gc

RELAXED = (200_000, 50, 100)


def relax_collector() -> None:
    """Let Python's cyclic collector look less often.

    A slice of an import makes hundreds of thousands of small objects, none in a cycle; looking through them, and through
    the caches of normalisation, took 40 % of its CPU time.
    """
    gc.set_threshold(*RELAXED)
