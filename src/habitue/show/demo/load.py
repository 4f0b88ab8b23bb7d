"""The demonstration house, brought in through the same doors as a real one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from habitue.ground.kernel.types import Actor, system_actor
from habitue.ground.people.api import invite
from habitue.ground.places.api import open_house, open_stores
from habitue.ground.places.types import StoreDraft
from habitue.know.collect import api as collect
from habitue.show.demo import house
from habitue.show.demo.generate import DemoFiles, Progress, generate
from habitue.show.demo.noise import USUAL, Noise

TRUST = {
    "caisse": {"default": 40, "card": 70},
    "boutique_en_ligne": {"default": 60, "email": 90, "address": 80},
    "fidelite": {"default": 70, "card": 95},
    "newsletter": {"default": 30, "email": 80},
}
"""How far each source is believed: a card read by the scheme that issued it, an e-mail that orders are sent to."""
KINDS = {"caisse": "till", "boutique_en_ligne": "web", "fidelite": "loyalty", "newsletter": "newsletter"}
"""What each source is, as the console names it."""
OWNERS = {
    "caisse": "Marc Ferrand",
    "boutique_en_ligne": "Chloé Vasseur",
    "fidelite": "Odile Prigent",
    "newsletter": "Chloé Vasseur",
}
Follow = Callable[[UUID, str], None]


def open_demonstration() -> Actor:
    """The demonstration's house with its stores, logins and sources; as it stands when it is already there."""
    actor = system_actor(open_house(name=house.NAME).id, "demonstration")
    open_stores(actor=actor, stores=[_draft(store) for store in house.STORES])
    for staff in house.STAFF:
        name = f"{staff.first_name} {staff.last_name}"
        invite(
            actor=actor, email=staff.email, name=name, role=staff.role, password=house.PASSWORD, language=""
        )
    for source, name in house.SOURCES.items():
        if collect.source_by_name(actor=actor, name=name) is None:
            collect.create_source(
                actor=actor, name=name, kind=KINDS[source], owner=OWNERS[source], trust=TRUST[source]
            )
    return actor


def make_files(
    folder: Path, *, people: int, seed: int, today: date, progress: Progress, noise: Noise = USUAL
) -> DemoFiles:
    """Write the demonstration's files and their truth; `noise` says how much goes wrong in them."""
    return generate(folder, people=people, seed=seed, today=today, noise=noise, progress=progress)


def load_files(actor: Actor, files: DemoFiles, follow: Follow) -> None:
    """Import each file into its source, as `--yes` would. `follow(import, name)` does the work and shows it."""
    for source, path in files.sources.items():
        name = house.SOURCES[source]
        known = collect.source_by_name(actor=actor, name=name)
        for view in collect.receive_file(
            actor=actor, name=path.name, blocks=collect.blocks_of(path), source_id=known.id if known else None
        ):
            if view.mapping:
                collect.save_import_mapping(actor=actor, import_id=view.id, mapping=view.mapping)
                collect.start(actor=actor, import_id=view.id, now_here=True)
                follow(view.id, name)


def _draft(store: house.Store) -> StoreDraft:
    return StoreDraft(
        code=store.code,
        name=store.name,
        brand=store.brand,
        region=store.region,
        street=store.street,
        postcode=store.postcode,
        town=store.town,
        zone=store.zone,
        hours=store.hours,
    )
