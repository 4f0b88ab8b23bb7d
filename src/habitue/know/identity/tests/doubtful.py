"""Customers in doubt, for the tests of the review: records that nothing joins, and edges that say they may be one."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from habitue.ground.kernel.types import Actor
from habitue.know.identity.model_store import LINK
from habitue.know.identity.models import Edge
from habitue.know.identity.rules.review import worth
from tests.pipeline.way import bring, customer, line, record_id, resolve, source

FIRST_NAMES = ("Paul", "Hélène", "Karim", "Zoé", "Lucas", "Agathe", "Hugo", "Inès", "Bruno", "Fanny", "Omar")
SURNAMES = (
    "Abadie", "Benoit", "Chevrier", "Dumoulin", "Esposito", "Fontaine", "Guillou", "Hamadi", "Ibarra", "Jacquet",
    "Kowalski", "Lenormand", "Marchetti", "Nguyen", "Ollivier", "Prigent", "Quesnel", "Rousselot", "Szymanski",
)  # fmt: skip
NOWHERE: Mapping[str, str] = {}
STREET: Mapping[str, str] = {"adresse": "12 rue des Lilas", "cp": "69003", "ville": "LYON"}


def people(
    actor: Actor,
    keys: Sequence[str],
    name: str = "caisse",
    start: int = 0,
    cells: Mapping[str, str] = NOWHERE,
) -> None:
    """Records of a source of so many people; those of one `start` share no name with those of another, as long as there
    are fewer than 209.
    """
    lines = [
        line(key, nom=SURNAMES[at % len(SURNAMES)], prenom=FIRST_NAMES[at % len(FIRST_NAMES)], **cells)
        for at, key in enumerate(keys, start)
    ]
    bring(actor, source(actor, name), *lines)
    resolve()


def doubt(actor: Actor, one: str, other: str, under: int) -> None:
    """Put two records (`source/key`) in doubt, so far under the weight that links."""
    weight = LINK - under
    a, b = sorted((record_id(one), record_id(other)))
    Edge.objects.update_or_create(
        record_a=a,
        record_b=b,
        defaults={
            "house_id": actor.house,
            "weight": weight,
            "against": 0,
            "kind": "doubt",
            "worth": worth(weight),
        },
    )


def id_of(record: str) -> UUID:
    """The customer of a record (`source/key`)."""
    return UUID(customer(record))
