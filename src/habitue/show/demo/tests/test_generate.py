"""The generator: same bytes for the same seed, truth for every good line, people as they are in France."""

import hashlib
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from habitue.show.demo.generate import DemoFiles, generate
from habitue.show.demo.noise import OTHER, USUAL, Noise
from habitue.show.demo.sources import ALL
from habitue.show.demo.tests.reading import records, truth
from habitue.show.demo.update import write_update

TODAY = date(2026, 11, 21)
PEOPLE = 12_000
BYTES_OF_300 = "f4543fadffcbee03"
"""What 300 people of seed 7 come to: the same on every machine and version of Python; renew it with the generator."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoFiles:
    return generate(tmp_path_factory.mktemp("demo"), people=PEOPLE, today=TODAY)


def sums(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def one_sum(folder: Path) -> str:
    return hashlib.sha256("".join(sums(folder).values()).encode()).hexdigest()[:16]


def test_the_same_seed_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    generate(tmp_path / "here", people=300, seed=7, today=TODAY)
    script = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from habitue.show.demo.generate import generate;"
        "generate(Path(sys.argv[1]), people=300, seed=7, today=date(2026, 11, 21))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "12345", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "there")], check=True, env=environment)
    assert one_sum(tmp_path / "here") == one_sum(tmp_path / "there") == BYTES_OF_300


def test_another_seed_or_day_gives_other_people(tmp_path: Path) -> None:
    generate(tmp_path / "one", people=100, seed=1, today=TODAY)
    generate(tmp_path / "two", people=100, seed=2, today=TODAY)
    generate(tmp_path / "later", people=100, seed=1, today=date(2027, 11, 21))
    one, two, later = (sums(tmp_path / name) for name in ("one", "two", "later"))
    assert not set(one.values()) & set(two.values())
    assert one["caisse.csv"] != later["caisse.csv"]


def test_other_noise_gives_other_files_the_same_each_time(tmp_path: Path) -> None:
    generate(tmp_path / "usual", people=100, today=TODAY)
    generate(tmp_path / "other", people=100, today=TODAY, noise=OTHER)
    generate(tmp_path / "again", people=100, today=TODAY, noise=OTHER)
    usual, other, again = (sums(tmp_path / name) for name in ("usual", "other", "again"))
    assert not set(usual.values()) & set(other.values())
    assert other == again


def test_nobody_is_no_house(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one person"):
        generate(tmp_path, people=0, today=TODAY)


def test_truth_covers_every_good_line_and_no_other(demo: DemoFiles) -> None:
    known = truth(demo)
    read = {(source.name, row[source.header[0]]) for source in ALL for row in records(demo, source)}
    assert read == set(known)
    assert {person for person, _ in known.values()} == set(range(1, PEOPLE + 1))


def test_counts_are_what_was_written(demo: DemoFiles) -> None:
    for source in ALL:
        good = records(demo, source)
        lines = demo.sources[source.name].read_bytes().decode(source.encoding).split(source.end)
        assert len(good) == demo.records[source.name]
        assert len(lines) - 2 == demo.records[source.name] + demo.broken[source.name]
    assert 1.9 * PEOPLE < sum(demo.records.values()) < 2.1 * PEOPLE
    assert all(20 <= broken <= 80 for broken in demo.broken.values())


def test_files_have_the_form_that_they_arrive_in(demo: DemoFiles) -> None:
    raw = {name: path.read_bytes() for name, path in demo.sources.items()}
    assert raw["caisse"].startswith("N° client;Civilité;".encode("cp1252"))
    assert raw["caisse"].count(b"\r\n") == raw["caisse"].count(b"\n")
    assert raw["boutique_en_ligne"].startswith(b"Customer ID,First Name,Last Name,Email,")
    assert raw["fidelite"].startswith("\ufeffCode adhérent|N° carte|".encode())
    assert raw["newsletter"].startswith(b"EMAIL;PRENOM;NOM;DATE_NAISSANCE;")
    assert all(b"\r" not in raw[name] for name in ("boutique_en_ligne", "fidelite", "newsletter"))


def test_people_are_in_a_file_twice_now_and_then(demo: DemoFiles) -> None:
    seen: dict[str, Counter[int]] = defaultdict(Counter)
    for (source, _), (person, _) in truth(demo).items():
        seen[source][person] += 1
    for source, counter in seen.items():
        twice = sum(1 for times in counter.values() if times == 2) / len(counter)
        assert 0.01 < twice < 0.06, source
        assert max(counter.values()) == 2


def test_households_hold_one_to_a_few_people(demo: DemoFiles) -> None:
    homes: dict[int, set[int]] = defaultdict(set)
    for person, home in truth(demo).values():
        homes[home].add(person)
    sizes = Counter(len(people) for people in homes.values())
    assert 0.4 < sizes[1] / len(homes) < 0.6
    assert 0.25 < sizes[2] / len(homes) < 0.42
    assert max(sizes) <= 6
    assert len(homes) == demo.households


def test_no_surname_weighs_more_than_one_in_a_hundred(demo: DemoFiles) -> None:
    names = Counter(row["Last Name"].casefold() for row in records(demo, ALL[1]))
    assert names.most_common(1)[0][1] < 0.01 * names.total()
    assert len(names) > names.total() * 0.4
    assert "martin" in names


def test_first_names_follow_the_decade_of_birth(demo: DemoFiles) -> None:
    born: dict[str, Counter[int]] = defaultdict(Counter)
    for row in records(demo, ALL[2]):
        if row["Date de naissance"]:
            born[row["Prénom"]][int(row["Date de naissance"][-4:]) // 10 * 10] += 1
    assert born["Nathalie"].most_common(1)[0][0] in (1960, 1970)
    assert born["Manon"].most_common(1)[0][0] in (1990, 2000)
    assert born["Léa"].total() > 5


def test_cards_have_a_check_digit_and_lie_in_the_range_29(demo: DemoFiles) -> None:
    cards = [row["N° carte"] for row in records(demo, ALL[2])]
    right = [
        c
        for c in cards
        if c.isdigit() and len(c) == 13 and sum(map(int, c[::2])) % 10 == -3 * sum(map(int, c[1::2])) % 10
    ]
    assert all(card.startswith("29") for card in right)
    assert 0.985 < len(right) / len(cards) < 1


def test_tills_are_full_of_placeholders_and_eaten_zeros(demo: DemoFiles) -> None:
    rows = records(demo, ALL[0])
    assert sum(row["Tél portable"] == "0600000000" for row in rows) > 20
    assert sum(row["Date naissance"] == "01/01/1900" for row in rows) > 50
    assert sum(row["E-mail"].endswith("@maison-brevelle.example") for row in rows) > 50
    assert sum(len(row["CP"]) == 4 and len(row["Ville"]) > 0 for row in rows) > 20
    assert sum(row["NOM"].isupper() for row in rows) > 0.98 * len(rows)
    assert any(row["CP"].startswith("974") for row in rows)


def test_an_account_belongs_to_one_person(demo: DemoFiles) -> None:
    """The newsletter's key is the e-mail: two people never come out under one."""
    emails = [row["EMAIL"].casefold() for row in records(demo, ALL[3])]
    assert len(set(emails)) == len(emails)


def test_families_share_mailboxes_and_namesakes_live_together(demo: DemoFiles) -> None:
    known = truth(demo)
    holders: dict[str, set[int]] = defaultdict(set)
    for row in records(demo, ALL[2]):
        if "brevelle.example" not in row["Courriel"] and row["Courriel"]:
            holders[row["Courriel"]].add(known["fidelite", row["Code adhérent"]][0])
    assert sum(len(people) > 1 for people in holders.values()) > 20


@pytest.mark.parametrize("noise", [USUAL, OTHER])
def test_the_second_wave_renews_repeats_and_adds(tmp_path: Path, noise: Noise) -> None:
    people, wave = 3_000, tmp_path / "wave"
    first = generate(tmp_path / "first", people=people, today=TODAY, noise=noise)
    second = write_update(wave, people=people, today=TODAY, noise=noise, share=0.2)
    before, after = truth(first), truth(second)
    assert 0.15 < len(after) / len(before) < 0.25
    assert all(before[key] == after[key] for key in after.keys() & before.keys())
    added = [person for key, (person, _) in after.items() if key not in before]
    assert added
    assert min(added) > people
    assert second.people == people + 90
    assert set(second.broken.values()) == {0}


def test_the_second_wave_is_newer_late_or_the_same(tmp_path: Path) -> None:
    first = generate(tmp_path / "first", people=3_000, today=TODAY)
    second = write_update(tmp_path / "wave", people=3_000, today=TODAY, share=0.2)
    old = {row["Code adhérent"]: row for row in records(first, ALL[2])}
    kinds: Counter[str] = Counter()
    for row in records(second, ALL[2]):
        if known := old.get(row["Code adhérent"]):
            now, then = row["Dernière mise à jour"][:10], known["Dernière mise à jour"][:10]
            kinds["newer" if now > then else "same" if row == known else "late"] += 1
            assert now == "2026-11-20" or now <= then <= "2026-11-19"
    assert kinds["newer"] > 4 * kinds["late"] > 0
    assert kinds["same"] > 0


def test_a_share_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="share"):
        write_update(tmp_path, people=10, today=TODAY, share=0)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    generate(tmp_path, people=5_000, today=TODAY, progress=told.append)
    assert len(told) == 2
    assert 2_000 <= told[0] < told[1] <= 5_000


def test_speed_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    started = time.process_time()
    files = generate(tmp_path, people=20_000, today=TODAY)
    spent = time.process_time() - started
    written = sum(files.records.values())
    with capsys.disabled():
        sys.stdout.write(f" [{written / spent:,.0f} records per CPU second] ")
    assert written > 19_000
