"""One login on one database, in the three shapes our libraries want."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from psycopg.conninfo import make_conninfo

from pratique.foundation.trouble import Trouble

SOCKET_PORT = 5432  # names the socket file; the embedded server opens no TCP port


@dataclass(frozen=True, kw_only=True)
class Address:
    """Host is a name, or the folder of a socket."""

    host: str
    port: int = SOCKET_PORT
    user: str
    password: str = field(repr=False)
    database: str
    options: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_url(cls, url: str) -> Address:
        """Read postgresql://user:password@host:port/database?sslmode=require; a socket folder goes in `?host=`."""
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query))
        host = options.pop("host", "") or unquote(parts.hostname or "")
        database = unquote(parts.path.lstrip("/"))
        if parts.scheme not in {"postgresql", "postgres"} or not (host and database and parts.username):
            raise Trouble("A database address reads postgresql://USER:PASSWORD@HOST:PORT/DATABASE.")
        return cls(
            host=host,
            port=parts.port or SOCKET_PORT,
            user=unquote(parts.username),
            password=unquote(parts.password or ""),
            database=database,
            options=options,
        )

    def url(self) -> str:
        """The address as a URL, password included: for the environment of a child process, never for a log."""
        login = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}"
        query = "".join(f"&{quote(name)}={quote(value, safe='')}" for name, value in self.options.items())
        if self.host.startswith("/"):
            return f"postgresql://{login}@:{self.port}/{quote(self.database)}?host={quote(self.host, safe='')}{query}"
        return f"postgresql://{login}@{self.host}:{self.port}/{quote(self.database)}{'?' + query[1:] if query else ''}"

    def conninfo(self, **more: Any) -> str:
        """For psycopg, and for PostgreSQL's own programs."""
        return make_conninfo(
            "", host=self.host, port=self.port, user=self.user, password=self.password, dbname=self.database,
            **{**self.options, **more},
        )  # fmt: skip

    def environment(self) -> dict[str, str]:
        """For PostgreSQL's own programs: a password on a command line could be read by others."""
        return {
            "PGHOST": self.host, "PGPORT": str(self.port), "PGUSER": self.user, "PGPASSWORD": self.password,
            "PGDATABASE": self.database, **{f"PG{name.upper()}": value for name, value in self.options.items()},
        }  # fmt: skip

    def django(self, *, pool_size: int = 0) -> dict[str, Any]:
        """An entry of Django's DATABASES; with a pool where a process has several threads."""
        options: dict[str, Any] = dict(self.options)
        if pool_size:
            options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": str(self.port),
            "USER": self.user,
            "PASSWORD": self.password,
            "NAME": self.database,
            "OPTIONS": options,
        }
