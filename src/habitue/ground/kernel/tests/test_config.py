"""Where each setting comes from, and what is said of a wrong one."""

import os
import stat
from pathlib import Path

import pytest
from pydantic import ValidationError

from habitue.ground.kernel.config import BadConfiguration, Explained, Settings, default_home, explain, load


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No setting of the machine's; a home that does not exist yet."""
    for name in [name for name in os.environ if name.startswith("HABITUE_") or name == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HABITUE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def explained(name: str) -> Explained:
    [row] = [row for row in explain() if row.name == name]
    return row


def test_defaults_suit_a_laptop(environment: Path) -> None:
    settings = load()
    assert (settings.home, settings.host, settings.port) == (environment, "127.0.0.1", 8000)
    assert (settings.language, settings.debug, settings.external_database) == ("fr", False, None)
    assert settings.allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert settings.address == "http://localhost:8000"
    assert explained("port").source == "default"
    assert not environment.exists(), "reading the configuration writes nothing"


def test_the_home_of_a_checkout_is_its_var(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HABITUE_HOME")
    assert load().home == default_home() == Path(__file__).resolve().parents[5] / "var"


def test_the_environment_beats_the_file_and_the_file_beats_the_default(
    environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.mkdir()
    (environment / "habitue.toml").write_text('port = 9000\nlanguage = "en"\nweb_workers = 3\n')
    monkeypatch.setenv("HABITUE_PORT", "9100")
    settings = load()
    assert (settings.port, settings.language, settings.web_workers, settings.log_level) == (
        9100,
        "en",
        3,
        "info",
    )
    sources = {row.name: row.source for row in explain()}
    assert (sources["port"], sources["log_level"]) == ("HABITUE_PORT", "default")
    assert sources["language"] == str(environment / "habitue.toml")


def test_a_named_file_may_name_the_home_but_the_one_in_the_home_may_not(
    environment: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "shop.toml"
    file.write_text(f'home = "{tmp_path}/elsewhere"\n')
    monkeypatch.delenv("HABITUE_HOME")
    monkeypatch.setenv("HABITUE_CONFIG", str(file))
    assert load().home == tmp_path / "elsewhere"
    monkeypatch.delenv("HABITUE_CONFIG")
    monkeypatch.setenv("HABITUE_HOME", str(environment))
    environment.mkdir()
    (environment / "habitue.toml").write_text('home = "/elsewhere"\n')
    assert "Set HABITUE_HOME instead" in (explained("home").problem or "")


def test_the_database_has_two_names_and_the_longer_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://one@db/shop")
    assert load().dsn() == "postgresql://one@db/shop"
    assert explained("database_url").source == "DATABASE_URL"
    monkeypatch.setenv("HABITUE_DATABASE_URL", "postgresql://two@db/shop")
    assert load().external_database == "postgresql://two@db/shop"
    assert explained("database_url").source == "HABITUE_DATABASE_URL"


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HABITUE_PORT", "")
    monkeypatch.setenv("DATABASE_URL", "")
    assert load().port == 8000
    assert load().external_database is None


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("HABITUE_PORT", "abc", "Should be a valid integer"),
        ("HABITUE_PORT", "70000", "less than or equal to 65535"),
        ("HABITUE_LANGUAGE", "de", "'fr' or 'en'"),
        ("DATABASE_URL", "mysql://x@y/z", "Must begin with postgresql://; no other database is supported."),
        ("HABITUE_PUBLIC_URL", "shop.example", "Must begin with http:// or https:// and name a host."),
        ("HABITUE_GEOCODER_URL", "ftp://ban", "Must begin with http:// or https:// and name a host."),
        ("HABITUE_POSTGRES_SHARED_BUFFERS", "lots", "match pattern"),
    ],
)
def test_a_wrong_value_is_told_with_its_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    name = variable.removeprefix("HABITUE_").lower()
    with pytest.raises(BadConfiguration) as caught:
        load()
    assert f"\n  {name}: " in str(caught.value)
    assert said in (explained(name).problem or "")
    assert [row.name for row in explain() if row.problem] == [name]


def test_misspelt_settings_are_not_ignored(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment.mkdir()
    (environment / "habitue.toml").write_text("prot = 9000\n")
    monkeypatch.setenv("HABITUE_LANGAGE", "en")
    problems = {row.name: row.problem for row in explain() if row.problem}
    assert problems == {
        "prot": "There is no such setting. Did you mean port?",
        "HABITUE_LANGAGE": "There is no such setting. Did you mean language?",
    }
    with pytest.raises(BadConfiguration, match="prot"):
        load()


def test_a_broken_or_absent_file_is_told(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment.mkdir()
    (environment / "habitue.toml").write_text("port = \n")
    with pytest.raises(BadConfiguration, match="not valid TOML"):
        load()
    monkeypatch.setenv("HABITUE_CONFIG", "/no/such/file.toml")
    with pytest.raises(BadConfiguration, match=r"/no/such/file\.toml does not exist"):
        load()


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HABITUE_SECRET", "s3cret")
    monkeypatch.setenv("HABITUE_METRICS_TOKEN", "t0ken")
    monkeypatch.setenv("DATABASE_URL", "postgresql://shop:pa55@db.example:5433/habitue?password=pa55")
    shown = {row.name: row.value for row in explain()}
    assert shown["secret"] == shown["metrics_token"] == "********"
    assert shown["database_url"] == "postgresql://shop:********@db.example:5433/habitue"
    assert not any(word in repr(load()) + repr(explain()) for word in ("s3cret", "t0ken", "pa55"))
    # Even when another setting is wrong, and the values were never made into settings.
    monkeypatch.setenv("HABITUE_PORT", "abc")
    assert not any(word in repr(explain()) for word in ("s3cret", "t0ken", "pa55"))
    with pytest.raises(BadConfiguration) as caught:
        load()
    assert not any(word in str(caught.value) for word in ("s3cret", "t0ken", "pa55"))


def test_the_secret_key_is_made_once_and_private(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = load().secret_key
    assert len(key) >= 50
    assert load().secret_key == key
    assert stat.S_IMODE((environment / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(environment.stat().st_mode) == 0o700
    assert [path.name for path in environment.iterdir()] == ["secret_key"]
    monkeypatch.setenv("HABITUE_SECRET", "given")
    assert load().secret_key == "given"


def test_folders_are_made_private_and_existing_ones_left_as_they_are(environment: Path) -> None:
    environment.mkdir(mode=0o755)
    environment.chmod(0o755)
    uploads = load().upload_folder()
    assert stat.S_IMODE(uploads.stat().st_mode) == 0o700
    assert stat.S_IMODE(environment.stat().st_mode) == 0o755


def test_hosts_and_address_follow_where_the_house_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HABITUE_HOST", "0.0.0.0")
    assert load().allowed_hosts == ["*"]
    monkeypatch.setenv("HABITUE_PUBLIC_URL", "https://clients.maison.example/")
    assert load().allowed_hosts == ["localhost", "127.0.0.1", "[::1]", "clients.maison.example"]
    assert load().address == load().public_url == "https://clients.maison.example"
    monkeypatch.setenv("HABITUE_HOST", "192.168.1.4")
    monkeypatch.setenv("HABITUE_PUBLIC_URL", "")
    assert load().address == "http://192.168.1.4:8000"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load().port = 9000


def test_every_setting_is_described() -> None:
    assert [row.name for row in explain()] == list(Settings.model_fields)
    assert all(len(row.description) > 10 for row in explain())
