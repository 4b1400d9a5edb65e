"""Every address is requested as every role and as nobody; the answers are those of table.toml.

A new address without a row fails. Nothing writes the table: a row is written by hand, and read by the owner of privacy.
"""

import re
import tomllib
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.access.world import ELSEWHERE, World, kept_out_of_the_database

TABLE: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "table.toml").read_text(encoding="utf-8"))
NOBODY = "nobody"
pytestmark = pytest.mark.django_db
SIGN_IN, FORBIDDEN, NOT_FOUND, ALLOWED = "sign-in", "forbidden", "not-found", "allowed"


@dataclass(frozen=True)
class Address:
    """One pattern of the program with the name by which pages call it."""

    name: str
    pattern: str


def addresses(patterns: list[Any] | None = None, before: str = "", space: str = "") -> Iterator[Address]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(name=f"{space}{pattern.name or route}", pattern=route)
        elif isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, route, inner)


def answers(world: World, row: dict[str, Any]) -> dict[str, str]:
    """What each knocker is answered at the address of a row."""
    path = row["path"].format(**world.names)
    nobody: SimpleCookie[str] = SimpleCookie()
    return {name: _answer(cookies, row, path) for name, cookies in {NOBODY: nobody, **world.knockers}.items()}


def _answer(cookies: SimpleCookie[str], row: dict[str, Any], path: str) -> str:
    client = Client(raise_request_exception=False)
    client.cookies = copy(cookies)
    with kept_out_of_the_database():
        answer = client.generic(row.get("method", "GET"), path)
    if answer.status_code in {401, 302} and (answer.status_code == 401 or answer.url.startswith("/accounts/login/")):
        return SIGN_IN
    if answer.status_code in {405, 500}:
        return f"broken: {answer.status_code}"
    return {403: FORBIDDEN, 404: NOT_FOUND}.get(answer.status_code, ALLOWED)


def expected(world: World, row: dict[str, Any]) -> dict[str, str]:
    """The row spelled out; who is not named is answered as `others` says."""
    roles = [name for name in world.knockers if name != ELSEWHERE]
    named = {role: kind for kind in (ALLOWED, FORBIDDEN, NOT_FOUND) for role in row.get(kind, [])}
    everybody = dict.fromkeys(roles, row["others"]) | named
    return {NOBODY: row["nobody"], ELSEWHERE: row.get(ELSEWHERE, everybody["physician"]), **everybody}


@pytest.mark.parametrize("name", sorted({address.name for address in addresses()}))
def test_an_address_answers_each_role_as_the_table_says(name: str, world: World) -> None:
    assert name in TABLE, f"{name} is new: write its row in tests/access/table.toml"
    row = TABLE[name]

    assert answers(world, row) == expected(world, row)


def test_no_row_is_left_of_an_address_that_is_gone() -> None:
    assert sorted(TABLE.keys() - {address.name for address in addresses()}) == []


@pytest.mark.parametrize("name", sorted(TABLE))
def test_the_path_of_a_row_leads_to_its_address(name: str) -> None:
    patterns = {address.name: address.pattern for address in addresses()}
    shape = re.sub(r"\{\w+\}|[A-Za-z0-9_.-]+", "x", TABLE[name]["path"].partition("?")[0].strip("/"))
    pattern = re.sub(r"\^|\$|\(\?P<\w+>[^/]*\)", lambda found: "x" if "P<" in found.group() else "", patterns[name])
    declared = re.sub(r"<[^>]+>|[A-Za-z0-9_.-]+", "x", pattern.strip("/"))

    assert re.sub("x+", "x", shape) == re.sub("x+", "x", declared)
