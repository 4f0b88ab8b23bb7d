"""Configuration: one frozen object, from the environment, then a TOML file, then defaults that suit a laptop.

Each setting is a variable `HABITUE_<NAME>` (the database also `DATABASE_URL`) or a key `<name>` of the TOML file, which is
`HABITUE_CONFIG`, else `habitue.toml` in the home folder. `habitue doctor` prints `explain()`.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.sources import EnvSettingsSource

from habitue.ground.kernel.errors import InvalidInput
from habitue.ground.kernel.postgres.where import Place
from habitue.ground.kernel.private_files import private_folder, secret_made_once

PREFIX = "HABITUE_"
FILE_VARIABLE = "HABITUE_CONFIG"
FILE_NAME = "habitue.toml"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
WILDCARDS = ("0.0.0.0", "::")  # noqa: S104 (recognised here, not bound)


class BadConfiguration(InvalidInput):
    """The configuration cannot be used; the detail lists each setting that is wrong."""

    type = "bad-configuration"
    title = "The configuration cannot be used"


def default_home() -> Path:
    """`var/` of the checkout that this code runs from, else a folder of the user's."""
    checkout = Path(__file__).resolve().parents[4]
    if (checkout / "pyproject.toml").is_file() and (checkout / "src" / "habitue").is_dir():
        return checkout / "var"
    return Path.home() / ".local" / "share" / "habitue"


class Settings(BaseSettings):
    """Everything that can be configured. Descriptions are shown by `habitue doctor`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", validate_default=True
    )

    home: Path = Field(
        default_factory=default_home, description="Folder of the embedded database and of every file"
    )
    database_url: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("habitue_database_url", "database_url"),
        description="PostgreSQL >= 15 to use instead of the embedded one",
    )
    secret: SecretStr | None = Field(
        None, description="Secret key; made once in the home folder when not set"
    )
    host: str = Field(
        "127.0.0.1", description="Address to listen on; 0.0.0.0 for every network of this machine"
    )
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on")
    public_url: str = Field("", description="Address that people type, when it is not http://host:port")
    language: Literal["fr", "en"] = Field(
        "fr", description="Language of a person whose browser asks for neither"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least serious line logged"
    )
    log_format: Literal["auto", "console", "json"] = Field(
        "auto", description="auto: console on a terminal, else json"
    )
    geocoder_url: str = Field("", description="Address service compatible with France's BAN; none when empty")
    watch_folder: Path | None = Field(
        None, description="Folder in which the watched folders of sources must be; anywhere when not set"
    )
    web_workers: int = Field(2, ge=1, le=64, description="Processes that answer requests")
    metrics_token: SecretStr | None = Field(
        None, description="Bearer token for /metrics; from this machine only if unset"
    )
    postgres_bin: Path | None = Field(
        None, description="Folder of PostgreSQL's programs to prefer over the wheel's"
    )
    postgres_shared_buffers: str | None = Field(
        None,
        pattern=r"^\d+(kB|MB|GB)$",
        description="Memory of the embedded server (512MB); a quarter of the machine's, at most 1GB, when not set",
    )
    debug: bool = Field(False, description="Pages of the developer, and any host name; never in production")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load` passes: it has read the sources itself, and remembers which gave what."""
        return (init_settings,)

    @field_validator("home", "watch_folder", "postgres_bin")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return path.expanduser().resolve() if path else None

    @field_validator("public_url", "geocoder_url")
    @classmethod
    def _web_address(cls, url: str) -> str:
        if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
            raise ValueError("must begin with http:// or https:// and name a host")
        return url.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _postgres_address(cls, url: SecretStr | None) -> SecretStr | None:
        text = url.get_secret_value() if url else "postgresql://"
        if "://" in text and urlsplit(text).scheme not in ("postgresql", "postgres"):
            raise ValueError("must begin with postgresql://; no other database is supported")
        return url

    @property
    def external_database(self) -> str | None:
        """The URL of the database that is not ours to start; None for the embedded one."""
        return self.database_url.get_secret_value() if self.database_url else None

    @property
    def secret_key(self) -> str:
        """The key that signs cookies and pseudonyms; made at the first call and kept 0600 in the home folder."""
        return self.secret.get_secret_value() if self.secret else secret_made_once(self.home / "secret_key")

    @property
    def allowed_hosts(self) -> list[str]:
        """The host names under which requests are answered."""
        if self.host in WILDCARDS and not self.public_url:
            return ["*"]
        named = (self.host, urlsplit(self.public_url).hostname)
        return list(
            dict.fromkeys((*LOCAL_HOSTS, *(name for name in named if name and name not in WILDCARDS)))
        )

    @property
    def address(self) -> str:
        """The address that a person types in the browser."""
        host = "localhost" if self.host in (*WILDCARDS, "127.0.0.1") else self.host
        return self.public_url or f"http://{host}:{self.port}"

    def dsn(self) -> str:
        """The connection URL of the database, external or embedded; known before the embedded one runs."""
        return self.external_database or Place(self.home).dsn()

    def upload_folder(self) -> Path:
        """The folder of files on their way in, made private."""
        private_folder(self.home)
        return private_folder(self.home / "uploads")


@dataclass(frozen=True, slots=True)
class Explained:
    """One setting as `habitue doctor` shows it: `source` is where its value comes from, `problem` what is wrong."""

    name: str
    value: str
    source: str
    description: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """The raw values with their sources by setting name, and what was wrong with the reading itself."""

    values: dict[str, Any]
    sources: dict[str, str]
    problems: dict[str, str]


def load() -> Settings:
    """The settings of this process's environment. Raises BadConfiguration naming each problem."""
    read = _read()
    made, problems = _make(read)
    if made is None or problems:
        lines = "".join(f"\n  {name}: {problem}" for name, problem in problems.items())
        raise BadConfiguration(
            f"The configuration cannot be used:{lines}\n`habitue doctor` shows every setting."
        )
    return made


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings, read once for the life of the process. Raises BadConfiguration."""
    return load()


def explain() -> list[Explained]:
    """Every setting with its value (secrets masked), its source and what is wrong with it; never raises."""
    read = _read()
    made, problems = _make(read)
    rows = []
    for name, field in Settings.model_fields.items():
        value = (
            getattr(made, name)
            if made
            else read.values.get(name, field.get_default(call_default_factory=True))
        )
        source = read.sources.get(name, "default")
        rows.append(
            Explained(name, _shown(name, value), source, field.description or "", problems.pop(name, None))
        )
    return rows + [
        Explained(name, "", read.sources.get(name, ""), "", problem) for name, problem in problems.items()
    ]


def _read() -> _Read:
    """Values of the environment over values of the file."""
    environment = {_field_name(key): value for key, value in EnvSettingsSource(Settings)().items()}
    chosen = os.environ.get(FILE_VARIABLE)
    file = Path(chosen or Path(environment.get("home") or default_home()) / FILE_NAME).expanduser()
    values, problems = _read_file(file, must_exist=bool(chosen))
    if "home" in values and not chosen:
        problems["home"] = f"{file} is in the home folder and cannot name another. Set HABITUE_HOME instead."
    sources = dict.fromkeys(values, str(file)) | {name: _variable(name) for name in environment}
    return _Read(values | environment, sources, problems | _unknown_variables(os.environ))


def _read_file(file: Path, must_exist: bool) -> tuple[dict[str, Any], dict[str, str]]:
    try:
        return tomllib.loads(file.read_text()), {}
    except (FileNotFoundError, NotADirectoryError):
        return {}, {FILE_VARIABLE: f"{file} does not exist."} if must_exist else {}
    except tomllib.TOMLDecodeError as error:
        return {}, {str(file): f"This file is not valid TOML: {error}."}
    except (OSError, UnicodeDecodeError) as error:
        return {}, {str(file): f"This file cannot be read: {error}."}


def _make(read: _Read) -> tuple[Settings | None, dict[str, str]]:
    """The settings when they are valid, and the problems by name."""
    unknown = {name: _unknown(name) for name in read.values if name not in Settings.model_fields}
    known = {_alias(name): value for name, value in read.values.items() if name not in unknown}
    try:
        return Settings(**known), read.problems | unknown
    except ValidationError as error:
        wrong = {_field_name(str(each["loc"][0])): _worded(each["msg"]) for each in error.errors()}
        return None, read.problems | unknown | wrong


def _unknown_variables(environ: Mapping[str, str]) -> dict[str, str]:
    """A misspelt variable would otherwise be ignored in silence."""
    names = (name for name in environ if name.startswith(PREFIX) and name != FILE_VARIABLE)
    return {name: _unknown(name[len(PREFIX) :].lower()) for name in names if not _is_setting(name)}


def _is_setting(variable: str) -> bool:
    return variable[len(PREFIX) :].lower() in Settings.model_fields


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, Settings.model_fields, n=1)
    return f"There is no such setting.{f' Did you mean {near[0]}?' if near else ''}"


def _worded(message: str) -> str:
    return message.removeprefix("Value error, ").removeprefix("Input ").rstrip(".").capitalize() + "."


def _field_name(key: str) -> str:
    return key.lower().removeprefix(PREFIX.lower())


def _alias(name: str) -> str:
    return "habitue_database_url" if name == "database_url" else name


def _variable(name: str) -> str:
    own = PREFIX + name.upper()
    return own if own in os.environ or name != "database_url" else "DATABASE_URL"


def _shown(name: str, value: object) -> str:
    if value is None:
        return ""
    secret = Settings.model_fields[name].annotation == (SecretStr | None)
    return _masked(name, value) if secret else str(value)


def _masked(name: str, value: object) -> str:
    """A secret is stars; of a database's address all but the password is shown."""
    text = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
    if name != "database_url" or "://" not in text:
        return "********"
    parts = urlsplit(text)
    user = f"{parts.username}:********@" if parts.password else f"{parts.username}@" if parts.username else ""
    return (
        f"{parts.scheme}://{user}{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path}"
    )
