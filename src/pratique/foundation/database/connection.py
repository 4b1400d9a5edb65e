"""Which login on which database a process uses: the one of the data folder, or the server it points at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from pratique.foundation.database.addresses import Address
from pratique.foundation.database.cluster import noted_socket_folder
from pratique.foundation.database.logins import APPLICATION, DATABASE, OWNER, Role, read_passwords
from pratique.foundation.database.roles import application_on_server

POOL_SIZE = 8


def choose_login(data_dir: Path, *, role: Role, url: str = "", application_url: str = "") -> Address:
    """The address for Django's settings; before a first start it is well formed and refuses when used."""
    if url:
        owner = Address.from_url(url)
        if role == "owner":
            return owner
        return Address.from_url(application_url) if application_url else application_on_server(owner, data_dir)
    known = read_passwords(data_dir)
    address = Address(
        host=str(noted_socket_folder(data_dir) or data_dir / "socket"), user=OWNER, password="", database=DATABASE
    )
    if known is None:
        return address if role == "owner" else replace(address, user=APPLICATION)
    if role == "owner":
        return replace(address, password=known.owner)
    return replace(address, user=APPLICATION, password=known.application)


def django_connection(
    *, data_dir: Path, url: str = "", application_url: str = "", role: Role = "application"
) -> dict[str, Any]:
    """The entry `default` of Django's DATABASES; the application shares a small pool among the threads of a process."""
    address = choose_login(data_dir, role=role, url=url, application_url=application_url)
    return address.django(pool_size=POOL_SIZE if role == "application" else 0)
