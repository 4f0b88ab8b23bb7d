"""From cells to normal form, wherever the columns stand, and from normal form to its row and back."""

from datetime import date
from uuid import UUID

import pytest

from habitue.ground.kernel.types import Actor
from habitue.know.collect.api import ReceivedRow
from habitue.know.collect.types import Field
from habitue.know.identity import api as identity
from habitue.know.identity.normalising import Normal, Normaliser
from habitue.know.identity.types.values import State
from tests.pipeline.way import bring, customer, line, resolve, rows, source

TODAY = date(2026, 11, 21)


def read(layout: dict[Field, int], *cells: str) -> Normal:
    """The normal form of a row."""
    return Normaliser(layout, "dmy", TODAY).read(ReceivedRow("id", "key", "2026-01-01", list(cells)))


def test_fields_are_found_wherever_they_stand() -> None:
    found = read(
        {Field.EMAIL: 0, Field.LAST_NAME: 3, Field.FIRST_NAME: 1, Field.BIRTH_DATE: 2},
        "Jean@Orange.FR", "JEAN", "03/02/1980", "DUPONT",
    )  # fmt: skip
    assert (found.name.first, found.name.last) == ("Jean", "Dupont")
    assert found.birth_date.value == date(1980, 2, 3)
    assert found.email.value.lower() == "jean@orange.fr"
    assert (found.mobile.state, found.card.state, found.address) == (State.EMPTY, State.EMPTY, None)


@pytest.mark.parametrize(
    ("cells", "mobile", "landline"),
    [
        (("0612345678", "0145678901", ""), "+33612345678", "+33145678901"),
        (("0145678901", "0612345678", ""), "+33612345678", "+33145678901"),
        (("illisible", "", "06 12 34 56 78"), "+33612345678", ""),
        (("", "", "01.45.67.89.01"), "", "+33145678901"),
    ],
)
def test_phones_go_where_they_belong(cells: tuple[str, ...], mobile: str, landline: str) -> None:
    found = read({Field.MOBILE: 0, Field.LANDLINE: 1, Field.PHONE: 2}, *cells)
    usable = {State.VALID, State.DOUBTFUL}
    assert (found.mobile.value if found.mobile.state in usable else "") == mobile
    assert (found.landline.value if found.landline.state in usable else "") == landline


def test_the_country_reads_the_phone() -> None:
    found = read({Field.PHONE: 0, Field.COUNTRY: 1}, "0470 12 34 56", "Belgique")
    assert found.mobile.value == "+32470123456"


@pytest.mark.django_db(transaction=True)
def test_what_is_stored_is_what_was_read(system: Actor) -> None:
    bring(
        system,
        source(system, "a"),
        line(
            "1", nom="DE LA TOUR", prenom="Anne-Sophie", naissance="1980-02-03", email="as@orange.fr",
            mobile="0612345678", carte="2900000000018", adresse="12 bis rue de la Paix", cp="75002", ville="Paris",
        ),
    )  # fmt: skip
    resolve()
    (found,) = identity.records_of(customers=[UUID(customer("a/1"))])
    assert (found.first_name, found.last_name) == ("Anne-Sophie", "de La Tour")
    assert (found.birth_date, found.email, found.mobile) == (date(1980, 2, 3), "as@orange.fr", "+33612345678")
    assert (found.number, found.postcode, found.town, found.grade) == ("12 bis", "75002", "Paris", "A")
    assert found.states == "vvvvev"
    assert found.state("email") is State.VALID
    assert rows("select issues from identity_record") == [([],)]


@pytest.mark.django_db(transaction=True)
def test_what_is_odd_is_told(system: Actor) -> None:
    bring(
        system,
        source(system, "a"),
        line("1", nom="DUPONT", email="illisible", mobile="0600000000", naissance="2026-02-30", cp="99999"),
    )
    resolve()
    (issues,) = rows("select issues from identity_record")[0]
    assert {each.partition("=")[0] for each in issues} == {"name", "email", "mobile", "birth_date", "address"}
    (found,) = identity.records_of(customers=[UUID(customer("a/1"))])
    assert len(found.reason_codes()) >= 4
