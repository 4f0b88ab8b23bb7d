"""A house that joins only what is certain, for tests that need doubts whatever the model thinks of names and homes."""

from uuid import UUID

from habitue.ground.kernel.api import new_id, utc_now
from habitue.know.identity.model_store import ACTIVE, pack
from habitue.know.identity.models import MatchingModel
from habitue.know.identity.rules.learning import unlearned

LINK, REVIEW = 9_000, -2_500
"""One e-mail, one mobile and one name weigh more; one name in one home weighs less."""


def be_strict(house: UUID) -> None:
    """Let the packaged beliefs decide in this house, as its version 1, under a high threshold."""
    MatchingModel.objects.create(
        id=new_id(),
        house_id=house,
        number=1,
        status=ACTIVE,
        parameters=pack(unlearned()),
        link=LINK,
        review=REVIEW,
        records=1_200,
        decisions=0,
        learned_at=utc_now(),
        learned_by="rule",
        activated_at=utc_now(),
    )
