"""Whatever people did among imports, all taken back in any order leaves the house as the imports alone have made it."""

from itertools import count
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.pipeline.undo_soak import World, a_world

pytestmark = pytest.mark.django_db(transaction=True)

PERSONS, ENOUGH = 9, 8
"""People of the houses; gestures after which all may be taken back."""
CHANCE = st.randoms(use_true_random=False)
NUMBERS = count()


class Undoing(RuleBasedStateMachine):
    """Imports, and people's gestures and choices, in any order; now and then all is taken back."""

    world: World

    @initialize(rnd=CHANCE, imports=st.booleans())
    def begin(self, rnd: Random, imports: bool) -> None:
        """Three households, known to all sources."""
        self.world = a_world(f"{next(NUMBERS)}", PERSONS)
        self.world.imports = imports
        for _ in range(3):
            self.world.bring(rnd, PERSONS)
        self.world.check()

    @precondition(lambda self: self.world.imports)
    @rule(rnd=CHANCE)
    def bring(self, rnd: Random) -> None:
        """Some lines come."""
        self.world.bring(rnd, rnd.randrange(1, 4))

    @rule(rnd=CHANCE)
    def merge(self, rnd: Random) -> None:
        """Somebody says that customers are one."""
        self.world.merge(rnd)

    @rule(rnd=CHANCE)
    def unmerge(self, rnd: Random) -> None:
        """Somebody sets records apart."""
        self.world.unmerge(rnd)

    @rule(rnd=CHANCE)
    def keep_apart(self, rnd: Random) -> None:
        """Somebody keeps customers apart."""
        self.world.keep_apart(rnd)

    @rule(rnd=CHANCE)
    def choose(self, rnd: Random) -> None:
        """Somebody chooses a value."""
        self.world.choose(rnd)

    @rule(rnd=CHANCE)
    def take_back(self, rnd: Random) -> None:
        """Somebody takes something back."""
        self.world.take_back(rnd)

    @precondition(lambda self: self.world.gestures)
    @rule()
    def match_again(self) -> None:
        """The house is matched at once, which changes nothing."""
        self.world.match_again()

    @precondition(lambda self: len(self.world.gestures) > ENOUGH)
    @rule(rnd=CHANCE)
    def take_all_back(self, rnd: Random) -> None:
        """Everything is taken back, and as it was."""
        self.world.take_all_back(rnd)
        self.world.check()

    def teardown(self) -> None:
        """At the end everything is taken back, too."""
        if hasattr(self, "world"):
            self.world.take_all_back(Random(0))
            self.world.check()


SETTINGS = settings(
    max_examples=8, stateful_step_count=40, derandomize=True, deadline=None, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def test_all_taken_back_is_as_if_people_had_done_nothing() -> None:
    run_state_machine_as_test(Undoing, settings=SETTINGS)
