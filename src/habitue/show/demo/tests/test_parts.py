"""The parts of the generator: chance, habits, towns, names, the house."""

from collections import Counter
from datetime import date

import phonenumbers
import pytest

from habitue.show.demo import house, misspelling, typing_habits
from habitue.show.demo.chance import Rnd, pick, spread, stream
from habitue.show.demo.damage import damaged
from habitue.show.demo.data import capitals, mail_part
from habitue.show.demo.households import Households
from habitue.show.demo.noise import Noise
from habitue.show.demo.people import Names, card, counts, mobile
from habitue.show.demo.places import Places, french_towns, landline_prefix
from habitue.show.demo.sources import ALL, CAISSE, FIDELITE
from habitue.show.demo.writing import french_day, international, stores_near


def nothing() -> float:
    return 0.0


def fixed(number: float) -> Rnd:
    return lambda: number


def test_spread_gives_slots_by_weight() -> None:
    assert Counter(spread([("a", 3), ("b", 1)], 8)) == {"a": 6, "b": 2}


def test_spread_gives_rare_items_a_fair_sample() -> None:
    slots = spread([(n, 1) for n in range(1_000)], 100)
    assert len(slots) == 100
    assert len(set(slots)) == 100


def test_streams_of_two_purposes_differ() -> None:
    assert stream(1, "a")() != stream(1, "b")()
    assert stream(1, "a")() == stream(1, "a")()


@pytest.mark.parametrize(
    ("slip", "text", "spoilt"),
    [
        (misspelling.transpose, "MARTIN", "MRATIN"),
        (misspelling.drop_letter, "MARTIN", "MRTIN"),
        (misspelling.double_letter, "MARTIN", "MAARTIN"),
        (misspelling.neighbour_key, "MARTIN", "LARTIN"),
        (typing_habits.wrong_digit, "0612345678", "0612355678"),
        (typing_habits.wrong_digit, "NON", "NON"),
        (typing_habits.eat_zero, "01000", "1000"),
        (typing_habits.eat_zero, "75011", "75011"),
        (misspelling.drop_letter, "LEA", "LA"),
        (misspelling.misheard, "MATHIEU", "MATIEU"),
        (misspelling.misheard, "Mathieu", "Matieu"),
        (misspelling.misheard, "BOB", "BOB"),
        (misspelling.mistyped, "MATTHIEU", "MATTIEU"),
        (misspelling.mistyped, "BOB", "BB"),
        (misspelling.initial, "MARIE", "M"),
        (misspelling.cut_compound, "JEAN PIERRE", "JEAN"),
        (misspelling.cut_compound, "Marie", "Marie"),
        (misspelling.half, "DUPONT-MARTIN", "DUPONT"),
        (misspelling.half, "DUPONT", "DUPONT"),
        (misspelling.nickname, "FREDERIC", "FRED"),
        (misspelling.nickname, "JEAN CLAUDE", "JEAN-CLO"),
        (misspelling.nickname, "Zoé", "Zoé"),
        (misspelling.nickname, "Christophe", "Chris"),
        (typing_habits.exchange_day_and_month, "31/12/1980", "12/31/1980"),
        (typing_habits.domain_slip, "a.b@gmail.com", "a.b@gmial.com"),
        (typing_habits.domain_slip, "a.b@rare.example", "a.b@rare.example"),
        (typing_habits.mojibake, "Éloïse", "Ã‰loÃ¯se"),
        (typing_habits.scientific, "2912345678901", "2.9E+12"),
        (misspelling.transpose, "LI", "LI"),
    ],
)
def test_slips(slip: misspelling.Slip, text: str, spoilt: str) -> None:
    assert slip(text, nothing) == spoilt


def test_compound_first_names_are_cut_in_every_usual_way() -> None:
    cut = {misspelling.cut_compound("Marie-Christine", fixed(at / 100)) for at in range(100)}
    assert cut == {"Marie", "M.Christine", "M Christine", "Christine", "MC"}


def test_names_that_sound_alike_are_one_change_away() -> None:
    assert misspelling.alike("DUPONT") == ("DUPON", "DUPOND", "DUPONTH")
    assert {"TIBAULT", "THIBAUD", "THIBOLT"} <= set(misspelling.alike("THIBAULT"))
    assert {"FILIPPE", "PHILIPE"} <= set(misspelling.alike("PHILIPPE"))
    assert misspelling.alike("BOB") == ()


def test_every_spelling_by_ear_changes_something() -> None:
    names = ("MATHIEU", "GUILLAUME", "RENAUD", "PERROT", "JACQUES", "BOYER", "HELENE", "AUBERT", "PHILIPPE")
    assert all(misspelling.alike(name) and name not in misspelling.alike(name) for name in names)


def test_noise_multiplies_habits_and_blanks() -> None:
    strikes: typing_habits.Strikes = (
        ("typing", 100, typing_habits.on(0, typing_habits.lower)),
        ("form", 50, typing_habits.on(0, typing_habits.upper)),
    )
    slots = typing_habits.drawn_from(strikes, Noise(typing=2, missing=1.5))
    assert [slots.count(strike[2]) for strike in strikes] == [200, 50]
    assert Noise(missing=1.5).filled(0.6) == pytest.approx(0.4)


@pytest.mark.parametrize("factor", [-0.1, 3.1])
def test_noise_out_of_bounds_is_refused(factor: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 3"):
        Noise(nickname=factor)


def test_capitals_lose_accents_and_ligatures() -> None:
    assert capitals("Œuilly-l'Évêque") == "OEUILLY-L'EVEQUE"
    assert mail_part("Jean-François D'Ağlı") == "jeanfrancoisdagli"


def test_ranks_fall_and_add_up_to_the_births() -> None:
    births = counts((200, 400, 600, 1_000), 3_000_000, 150_000)
    assert births[0] == 150_000
    assert births == sorted(births, reverse=True)
    assert births[200] == 500
    assert births[400] == 100
    assert abs(sum(births) - 3_000_000) < 30_000


def test_names_follow_sex_and_decade() -> None:
    names = Names(stream(3, "names"))
    assert Counter(names.first(True, 1965) for _ in range(3_000)).most_common(1)[0][0] in (
        "Nathalie",
        "Sylvie",
    )
    assert Counter(names.first(False, 1986) for _ in range(3_000)).most_common(1)[0][0] in (
        "Julien",
        "Nicolas",
    )


def test_towns_are_real_and_weighted() -> None:
    towns = {(town.name, town.postcodes): town for town in french_towns()}
    assert towns["Paris", ("75011",)].weight > 100_000
    assert any(name == "Fort-de-France" for name, _ in towns)
    assert 60_000_000 < sum(town.weight for town in towns.values()) < 75_000_000
    assert all(len(code) == 5 and code.isdigit() for _, codes in towns for code in codes)


def test_a_street_keeps_its_postcode() -> None:
    places, town = Places(stream(5, "places")), next(t for t in french_towns() if t.name == "Toulouse")
    codes: dict[str, set[str]] = {}
    for _ in range(3_000):
        address = places.address_in(town)
        if address.street:
            codes.setdefault(address.street.label, set()).add(address.postcode)
    assert len(codes) > 500
    assert all(len(found) == 1 for found in codes.values())


@pytest.mark.parametrize(
    "postcode", ["75011", "01000", "20000", "33000", "44000", "59000", "97400", "97200", "97600"]
)
def test_telephones_are_possible(postcode: str) -> None:
    prefix, digits = landline_prefix(postcode)
    town = next(t for t in french_towns() if t.postcodes[0][:3] == postcode[:3])
    for written in (prefix + "2" * digits, *(mobile(n, town) for n in range(1, 60))):
        assert len(written) == 10
        assert phonenumbers.is_valid_number(phonenumbers.parse(international(written))), written


def test_mobiles_and_cards_are_one_each() -> None:
    town = french_towns()[0]
    assert len({mobile(n, town) for n in range(20_000)}) == 20_000
    assert len({card(n) for n in range(20_000)}) == 20_000


def test_families_know_twins_marriages_moves_and_namesakes() -> None:
    maker = Households(1, date(2026, 11, 21))
    homes = [maker.next() for _ in range(6_000)]
    assert any(
        a.born == b.born and a.last == b.last for home in homes for a in home for b in home if a is not b
    )
    assert any(
        a.first == b.first and a.last == b.last for home in homes for a in home for b in home if a is not b
    )
    people = [person for home in homes for person in home]
    assert 0.08 < sum(p.last != p.birth_name for p in people) / len(people) < 0.25
    assert 0.26 < sum(p.household.moved_on > 0 for p in people) / len(people) < 0.34
    assert 0.24 < sum(p.past_mobile != p.mobile for p in people) / len(people) < 0.34
    assert all(12 * 365 <= date(2026, 11, 21).toordinal() - p.born <= 101 * 365 for p in people)
    assert any("-" in p.first for p in people)


def test_broken_lines_cannot_pass_for_a_record() -> None:
    cells = [f"cell {n}" for n in range(len(CAISSE.header))]
    kinds = [damaged(CAISSE, cells, turn) for turn in range(4)]
    assert kinds[0].count(";") == kinds[1].count(";") == len(cells) + 1
    assert kinds[1].count('"') == 1
    assert kinds[2].startswith(";cell 1;")
    assert kinds[3].startswith("2.9E+13;cell 1;")
    assert damaged(ALL[3], ["a@b.fr", *[""] * 9], 3).startswith(";")


def test_a_cell_with_a_separator_is_quoted() -> None:
    assert CAISSE.line(["1", "plain", "with ; inside"]) == '1;plain;"with ; inside"'
    assert FIDELITE.line(["1", 'say "x"']) == '1|"say ""x"""'


def test_the_house_is_whole() -> None:
    assert len(house.STORES) == 24
    assert len({store.code for store in house.STORES}) == 24
    assert {store.region for store in house.STORES} == set(house.REGIONS)
    assert {store.brand for store in house.STORES} == {brand.name for brand in house.BRANDS}
    assert len({person.role for person in house.STAFF}) == len(house.STAFF) == 8
    assert all(person.email.isascii() and person.email.endswith(".example") for person in house.STAFF)
    assert {person.store for person in house.STAFF} <= {store.code for store in house.STORES} | {""}
    assert set(house.SOURCES) == {source.name for source in ALL}


def test_stores_stand_in_towns_with_that_postcode() -> None:
    codes = {code for town in french_towns() for code in town.postcodes}
    assert {store.postcode for store in house.STORES} <= codes


def test_people_go_to_a_store_nearby() -> None:
    assert stores_near("69003") == ("M20",)
    assert stores_near("97200") == ("M24",)
    assert len(stores_near("1000")) == 24


def test_days_are_written_the_french_way() -> None:
    assert french_day(date(1980, 2, 9).toordinal()) == "09/02/1980"


def test_pick_reaches_first_and_last() -> None:
    assert pick("ab", nothing) == "a"
    assert pick("ab", lambda: 0.999) == "b"
