"""The geocoder's adapter against a server that speaks the BAN contract."""

import socket
from collections.abc import Iterator

import pytest

from habitue.know.identity.ban import BanGeocoder
from habitue.know.identity.ports import GeocodedAddress, Geocoder, GeocoderUnavailable
from habitue.know.identity.tests.address.ban_server import BanServer, ban_server

PARIS = GeocodedAddress(
    label="12bis Rue Voltaire 75011 Paris",
    score=1.0,
    kind="housenumber",
    number="12bis",
    street="Rue Voltaire",
    postcode="75011",
    town="Paris",
    insee="75111",
    longitude=2.3857,
    latitude=48.8563,
    key="75111_1_12bis",
)


@pytest.fixture
def server() -> Iterator[BanServer]:
    with ban_server() as running:
        yield running


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def geocoder(server: BanServer, pauses: list[float]) -> Geocoder:
    return BanGeocoder(f"http://127.0.0.1:{server.server_port}/geo/", timeout=5, pause=pauses.append)


def test_search_returns_the_addresses_best_first(geocoder: Geocoder, server: BanServer) -> None:
    assert geocoder.search("12bis rue voltaire paris") == (
        PARIS,
        geocoder.search("3 rue voltaire")[0]._replace(score=0.5),
    )
    assert server.asked[0] == "/geo/search/?q=12bis+rue+voltaire+paris&limit=5&autocomplete=0"


def test_search_filters(geocoder: Geocoder, server: BanServer) -> None:
    assert [found.town for found in geocoder.search("rue voltaire", postcode="44000")] == ["Nantes"]
    assert [found.town for found in geocoder.search("rue voltaire", insee="75111", limit=1)] == ["Paris"]
    assert geocoder.search("rue inconnue de nulle part ailleurs") == ()
    assert geocoder.search("  ") == ()
    assert len(server.asked) == 3


def test_reverse_returns_the_nearest(geocoder: Geocoder) -> None:
    assert geocoder.reverse(2.38, 48.85) == (PARIS._replace(score=0.99),)


def test_csv_keeps_rows_and_order(geocoder: Geocoder, server: BanServer) -> None:
    rows = [
        ("k1", "3 rue voltaire", "44000"),
        ("k2", 'place "inconnue", bis', ""),
        ("k3", "12bis rue voltaire", "75011"),
    ]
    found = geocoder.csv(rows, ("key", "street", "code"), postcode="code")
    assert [row["key"] for row in found] == ["k1", "k2", "k3"]
    assert [row["street"] for row in found] == [row[1] for row in rows]
    assert [row["result_citycode"] for row in found] == ["44109", "", "75111"]
    assert geocoder.csv([], ("key",)) == []
    assert server.asked == ["/geo/search/csv/"]


def test_csv_that_loses_rows_is_refused(geocoder: Geocoder, server: BanServer) -> None:
    server.lost = 1
    with pytest.raises(GeocoderUnavailable, match="1 rows for 2"):
        geocoder.csv([("3 rue voltaire",), ("12 rue voltaire",)], ("street",))


def test_too_many_requests_waits_as_long_as_asked(
    geocoder: Geocoder, server: BanServer, pauses: list[float]
) -> None:
    server.refusals = [(429, "5"), (503, None)]
    assert geocoder.search("12bis rue voltaire paris")[0] == PARIS
    assert pauses == [5.0, 1.0]
    assert len(server.asked) == 3


def test_gives_up_after_its_tries_and_tells_when_to_come_back(
    geocoder: Geocoder, server: BanServer, pauses: list[float]
) -> None:
    server.refusals = [(429, "7")] * 3
    with pytest.raises(GeocoderUnavailable, match="HTTP 429") as refused:
        geocoder.search("rue voltaire")
    assert refused.value.retry_after == 7.0
    assert pauses == [7.0, 7.0]


def test_a_pause_of_an_hour_is_not_waited_for(
    geocoder: Geocoder, server: BanServer, pauses: list[float]
) -> None:
    server.refusals = [(429, "3600")]
    with pytest.raises(GeocoderUnavailable) as refused:
        geocoder.search("rue voltaire")
    assert (refused.value.retry_after, pauses) == (3600.0, [])


def test_an_answer_that_is_not_geocodejson_is_refused(server: BanServer) -> None:
    with pytest.raises(GeocoderUnavailable, match="not GeocodeJSON"):
        BanGeocoder(f"http://127.0.0.1:{server.server_port}/geo-broken").search("rue voltaire")


def test_an_unknown_path_is_refused_without_trying_again(server: BanServer, pauses: list[float]) -> None:
    with pytest.raises(GeocoderUnavailable, match="HTTP 404"):
        BanGeocoder(f"http://127.0.0.1:{server.server_port}/elsewhere", pause=pauses.append).search(
            "rue voltaire"
        )
    assert (pauses, len(server.asked)) == ([], 1)


def test_a_silent_service_times_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        geocoder = BanGeocoder(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=0.2)
        with pytest.raises(GeocoderUnavailable, match="does not answer"):
            geocoder.search("rue voltaire")


def test_only_http_addresses_are_taken() -> None:
    with pytest.raises(ValueError, match="not an http address"):
        BanGeocoder("file:///etc/passwd")
