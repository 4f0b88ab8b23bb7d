"""People brought in through the doors, for tests that need customers on their pages."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection

from habitue.ground.kernel.api import consume_until_idle
from habitue.ground.kernel.types import Actor, system_actor
from habitue.ground.places.api import open_house, open_stores
from habitue.ground.places.types import StoreDraft
from habitue.know.collect import api as collect
from habitue.know.identity import api as identity
from habitue.know.profiles import api as profiles

HEADER = "id;civilite;nom;prenom;date_naissance;email;mobile;fixe;carte;adresse;code_postal;ville;magasin;modifie_le"
HOUSE = "Maison des essais"
"""The house of the `house` fixture, so that logins of tests see these customers."""
UNMANAGED = ("kernel_log", "kernel_consumer")


def bring_in(actor: Actor, source: str, lines: Sequence[str]) -> None:
    """Import lines (cells of HEADER, `;` between) into a source and follow them to the customers' pages."""
    known = collect.source_by_name(actor=actor, name=source) or collect.create_source(
        actor=actor, name=source
    )
    content = "\n".join([HEADER, *lines]).encode()
    (view,) = collect.receive_file(actor=actor, name=f"{source}.csv", blocks=[content], source_id=known.id)
    assert view.mapping is not None, view.error
    collect.save_import_mapping(actor=actor, import_id=view.id, mapping=view.mapping)
    collect.start(actor=actor, import_id=view.id, now_here=True)
    collect.perform(import_id=view.id)
    follow()


def follow() -> None:
    """Let the log's consumers do what waits for them."""
    consume_until_idle([identity.CONSUMER, profiles.CONSUMER])


@contextmanager
def emptied_after() -> Iterator[None]:
    """For fixtures wider than a test, which commit: leave the database as empty as it was."""
    try:
        yield
    finally:
        call_command("flush", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute(f"truncate {', '.join(UNMANAGED)} restart identity cascade")


TILL = [
    "T1;Mme;LEFEBVRE;Hélène;14/05/1979;h.lefebvre@laposte.net;06 12 48 77 03;;;12 bis rue des Tables Claudiennes;"
    "69001;LYON;M20;02/01/2026",
    "T2;M.;MARTIN;Paul;02/11/1981;paul.martin@orange.fr;06 88 01 44 20;;2900000000018;4 rue de la Paix;"
    "75002;PARIS;M01;03/01/2026",
    "T3;M.;MARTIN;Jean;;;;;;;69003;LYON;M20;04/01/2026",
    "T4;Mme;GARCÍA;Lucía;;lucia@garcia.example;;;;;33000;BORDEAUX;M14;05/01/2026",
    "T5;M.;OEUVRARD;Théo;;;;;;chemin inconnu;;;M14;06/01/2026",
]
SHOP = [
    "W1;;Lefebvre;Helene;;h.lefebvre@laposte.net;0612487703;;;;;;;01/01/2026",
    "W2;;Marchand;Inès;;ines@marchand.example;07 44 90 12 65;04 78 30 11 02;2900000000025;8 cours Gambetta;"
    "69007;Lyon;;08/01/2026",
    "=W3;;Roussel;Zoé;;zoe@h.example;;;;;;;;09/01/2026",
]


def a_house_with_customers() -> Actor:
    """TILL and SHOP brought into the house of the tests; the actor holds every permission."""
    actor = system_actor(open_house(name=HOUSE).id)
    stores = [
        StoreDraft("M20", "Lyon Bellecour", "Brévelle", "Sud", "33 rue du Plat", "69002", "Lyon", hours=HOURS)
    ]
    open_stores(actor=actor, stores=stores)
    bring_in(actor, "Caisse", TILL)
    bring_in(actor, "Boutique", SHOP)
    return actor


HOURS = dict.fromkeys("012345", (("10:00", "12:30"), ("14:00", "19:00")))
