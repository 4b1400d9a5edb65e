"""Every environment variable Pratique listens to: its type, its default and what it means. Nothing else reads them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from pratique.foundation.database.logins import Role
from pratique.foundation.trouble import Trouble

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Variable(Generic[T]):
    """One environment variable; read it with `.read()`, give it to our own processes with `.hand_over(value)`."""

    name: str
    kind: str
    default: T
    meaning: str
    parse: Callable[[str], T]

    def hand_over(self, value: object) -> None:
        """Set the variable for this process, before Django's settings are read, and for every process it starts."""
        os.environ[self.name] = "1" if value is True else str(value)  # noqa: TID251

    def read(self, environ: Mapping[str, str] | None = None) -> T:
        """The value given by the environment, else the default; an empty text counts as not given."""
        text = (os.environ if environ is None else environ).get(self.name, "")  # noqa: TID251
        if not text:
            return self.default
        try:
            return self.parse(text)
        except ValueError as error:
            raise Trouble(f"{self.name} should be a {self.kind}, but it is {text!r}.") from error


def parse_switch(text: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if text.lower() not in words:
        raise ValueError(text)
    return words[text.lower()]


def parse_port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65535:
        raise ValueError(text)
    return port


def parse_words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def parse_role(text: str) -> Role:
    if text == "application":
        return "application"
    if text == "owner":
        return "owner"
    raise ValueError(text)


def parse_path(text: str) -> Path:
    return Path(text).expanduser().absolute()


VARIABLES: list[Variable[object]] = []


def _declare(name: str, kind: str, default: T, meaning: str, parse: Callable[[str], T]) -> Variable[T]:
    variable = Variable(name=name, kind=kind, default=default, meaning=meaning, parse=parse)
    VARIABLES.append(variable)  # type: ignore[arg-type]
    return variable


NO_PATH: Path | None = None
NO_WORDS: tuple[str, ...] = ()
STAFF_ROLES: tuple[str, ...] = ("admin", "privacy", "physician", "authority", "supervisor")
APPLICATION: Role = "application"

HOST = _declare("PRATIQUE_HOST", "host name or address", "127.0.0.1", "Where the pages are served.", str)
PORT = _declare("PRATIQUE_PORT", "port number", 8000, "The port of the pages and interfaces.", parse_port)
DICOM_PORT = _declare(
    "PRATIQUE_DICOM_PORT",
    "port number",
    11112,
    "The port of the DICOM service; kept for it, nothing listens there yet.",
    parse_port,
)
DATA_DIR = _declare(
    "PRATIQUE_DATA_DIR", "folder", NO_PATH,
    "Where database, files and keys lie. Without it: `.data` in a checkout, else the user's data folder.", parse_path,
)  # fmt: skip
NO_DEMO = _declare(
    "PRATIQUE_NO_DEMO",
    "switch (1 or 0)",
    False,
    "Start without the demo mission: a production data folder.",
    parse_switch,
)
DATABASE_URL = _declare(
    "PRATIQUE_DATABASE_URL", "address postgresql://...", "",
    "The owner's login on a PostgreSQL server (15 to 18); replaces the embedded database.", str,
)  # fmt: skip
APPLICATION_DATABASE_URL = _declare(
    "PRATIQUE_APPLICATION_DATABASE_URL", "address postgresql://...", "",
    "The application's login on that server, needed only where the owner may not create roles.", str,
)  # fmt: skip
DATABASE_ROLE = _declare(
    "PRATIQUE_DATABASE_ROLE", "role (application or owner)", APPLICATION,
    "Which of the two logins this process uses; set by Pratique itself: the owner migrates, the application runs.",
    parse_role,
)  # fmt: skip
TEST_DATABASE_URL = _declare(
    "PRATIQUE_TEST_DATABASE_URL", "address postgresql://...", "",
    "A server on which tests may create databases and roles; without it tests start a throwaway one.", str,
)  # fmt: skip
REQUIRE = _declare(
    "PRATIQUE_REQUIRE", "list of words (server,chromium,java)", NO_WORDS,
    "Turns the skip of tests that need these into a failure.", parse_words,
)  # fmt: skip
MASTER_KEY_FILE = _declare(
    "PRATIQUE_MASTER_KEY_FILE", "file", NO_PATH,
    "The master key, kept outside the data folder. Without it: made in the data folder at first start.", parse_path,
)  # fmt: skip
BACKUP_PASSPHRASE_FILE = _declare(
    "PRATIQUE_BACKUP_PASSPHRASE_FILE", "file", NO_PATH,
    "The passphrase of backups, read instead of asking on the terminal.", parse_path,
)  # fmt: skip
PUBLIC_URL = _declare(
    "PRATIQUE_PUBLIC_URL", "address https://...", "",
    "The address people type, if it is not the one served; printed in links and checked on sign-in.", str,
)  # fmt: skip
SPARK_MASTER = _declare(
    "PRATIQUE_SPARK_MASTER", "address spark://... or local[2]", "",
    "A Spark cluster for cohorts of more people than one machine takes; without it DuckDB works in this process.", str,
)  # fmt: skip
WEB_WORKERS = _declare(
    "PRATIQUE_WEB_WORKERS", "number", 0, "Web processes; 0 takes one for each two processor cores.", int
)

SECOND_FACTOR_ROLES = _declare(
    "PRATIQUE_SECOND_FACTOR_ROLES", "list of roles", STAFF_ROLES,
    "Roles in which nobody works without an authenticator app or a passkey; the demo asks it of none.", parse_words,
)  # fmt: skip
SESSION_IDLE_MINUTES = _declare(
    "PRATIQUE_SESSION_IDLE_MINUTES", "number", 30,
    "After so many minutes without work the pages lock and ask for the password; nothing typed is lost.", int,
)  # fmt: skip
HOST_NAMES = _declare(
    "PRATIQUE_HOST_NAMES", "list of names", NO_WORDS,
    "Names under which people reach it, beside the one in PRATIQUE_PUBLIC_URL and those of the certificate.",
    parse_words,
)  # fmt: skip


def inherited() -> dict[str, str]:
    """The environment as a child process gets it."""
    return dict(os.environ)  # noqa: TID251


def choose_settings(mode: str) -> None:
    """Choose Django's settings file, unless the environment has chosen one (as the tests do)."""
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):  # noqa: TID251
        os.environ["DJANGO_SETTINGS_MODULE"] = f"pratique.config.settings.{mode}"  # noqa: TID251


def served_names() -> list[str]:
    """Every name under which a request may come: this machine's own, and those that were given."""
    public = urlsplit(PUBLIC_URL.read()).hostname
    given = [HOST.read(), *HOST_NAMES.read(), *([public] if public else [])]
    return sorted({"localhost", "127.0.0.1", "[::1]", *(f"[{name}]" if ":" in name else name for name in given)})


def is_served_securely() -> bool:
    """Whether people reach it by https, so that cookies may travel no other way."""
    return PUBLIC_URL.read().startswith("https://")
