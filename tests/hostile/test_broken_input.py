"""Broken input at every address: a refusal that says what was wrong, never a failure, and nothing changed.

The addresses and who is entitled to them are those of tests/access: a new address is attacked without another line.
"""

import io
import re
import zlib
from collections.abc import Iterator
from copy import copy
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, quote, quote_from_bytes

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.access.test_every_address import TABLE
from tests.access.world import World, kept_out_of_the_database, make_world

from pratique.foundation.actions.wsgi import ReadableRequest

pytestmark = pytest.mark.django_db
URLENCODED = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module", autouse=True)
def read_as_served() -> Iterator[None]:
    """Requests are made as the server's handler makes them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.client.WSGIRequest", ReadableRequest)
        yield


# Deeds of one key: whatever the body says, the key was pressed.
ONE_KEY = frozenset(
    {
        "account_logout",
        "assessments:stop_case",
        "people:refuse_consent",
        "people:remove_document",
        "people:remove_identifier",
        "people:tell_apart",
        "people:withdraw_consent",
        "first_password",  # any text is a password
        "requirements:withdraw_edition",  # any text is a reason
        "requirements:use_family",  # so here
        "mfa_generate_recovery_codes",
        "staff:close_account",
        "staff:end_assignment",
        "staff:give_link",
        "staff:open_account",
        "staff:reset_second_factor",
    }
)
# What this transaction wrote to each table, also where it was undone.
WRITTEN = """
    SELECT array_agg(relname || n_tup_ins || ' ' || n_tup_upd || ' ' || n_tup_del ORDER BY relname)
    FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 AND relname !~ '^(actions|django|axes)_'
"""
_taken: dict[str, str] = {}
_written = [""]
DIGEST = 'SELECT count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{}" t'
OURS = ("people_", "encounters_", "assessments_", "certificates_", "requirements_", "actors_")
BROKEN_TEXTS = (
    b"\x00",
    b"a\x00b",
    b"\xff\xfe\x00\xd8",
    b"\xed\xa0\x80",
    "\u202egnp.exe\u2066".encode(),
    b"<script>alert(1)</script>",
    b"{{7*7}}{% load x %}",
    b"' OR 1=1 --",
    b"9" * 400,
    b"-1",
    b"1e999",
    b"NaN",
    "²".encode(),
    "٣".encode(),
    b"0000-00-00",
    b"2023-02-30",
    b"-0001-01-01",
    b"[" * 5000,
    b"x" * 1_000_000,
    b"../../etc/passwd",
    b"%s%n%d",
)
PART_WITH_A_NUL = b'--x\r\nContent-Disposition: form-data; name="photo"; filename="\x00.jpg"\r\n\r\n\xff\r\n--x--'
BROKEN_PARTS = ("%00", "C-%00", "x" * 3000, "%ED%A0%80", "%FF", "'", "-1", "9" * 40, "P-0000-0000", "%E2%80%AE")


@pytest.fixture
def _django_db_helper(world: World) -> None:
    """One world for all tests here, instead of a transaction for each: making it costs seconds."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), kept_out_of_the_database():
        patch.setattr(settings, "DATA_DIR", tmp_path_factory.mktemp("hostile"))
        yield make_world()


class FieldNames(HTMLParser):
    """The names of the fields on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in {"input", "select", "textarea", "button"} and told.get("name"):
            self.names.add(str(told["name"]))


def entitled(row: dict[str, Any]) -> str:
    """Somebody who may do what the address does."""
    named = row.get("allowed", [])
    return "physician" if row["others"] == "allowed" or "physician" in named or not named else str(named[0])


def knock(world: World, name: str, method: str, path: str, **sent: Any) -> HttpResponse:
    client = Client(raise_request_exception=False)
    client.cookies = copy(world.knockers[entitled(TABLE[name])])
    answer: HttpResponse = client.generic(method, path, **sent)
    return answer


def path_of(world: World, name: str) -> str:
    return str(TABLE[name]["path"]).format(**world.names)


def records() -> dict[str, str]:
    """Everything that the areas keep, as a digest a table; outside an attack it is what the world began with."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        written = str(cursor.fetchone())
        if _taken and (written == _written[0] or not _is_attacked()):
            _written[0] = written
            return _taken
        tables = [table for table in connection.introspection.table_names(cursor) if table.startswith(OURS)]
        digests = {table: _digest(cursor, table) for table in sorted(tables)}
        if not _is_attacked():
            _written[0] = written
            _taken.update(digests)
    return digests


def _is_attacked() -> bool:
    """Whether we stand inside what will be undone: one block deeper than the world itself."""
    return len(connection.savepoint_ids) > 0


def _digest(cursor: Any, table: str) -> str:
    cursor.execute(DIGEST.format(table))
    return str(cursor.fetchone())


def field_names(world: World, name: str) -> list[str]:
    parser = FieldNames()
    with kept_out_of_the_database():
        parser.feed(knock(world, name, "GET", path_of(world, name)).content.decode(errors="replace"))
    return sorted(parser.names | {"reason", "on", "submission_key", "expected_version", "version"})


def accepting() -> list[str]:
    """The addresses that take something; those of the second factor are allauth's own."""
    return sorted(name for name in TABLE if not name.startswith("mfa_") and name not in READ_ONLY)


def asked() -> list[str]:
    """Every address but those that say how the program's own processes are."""
    return sorted(name for name in TABLE if not name.startswith("supervisor:"))


READ_ONLY = frozenset(
    {
        "assessments:case", "assessments:station", "assessments:to_conclude", "audit:record", "audit:records",
        "certificates:case_certificates", "certificates:certificate", "certificates:certificate_pdf",
        "certificates:certificates", "certificates:public_keys", "certificates:trust_list", "certificates:verify",
        "desk:board", "desk:board_columns", "desk:board_state", "desk:home", "desk:person_file",
        "encounters:form_script", "encounters:see_entry", "people:consents", "people:papers", "people:photo_image",
        "requirements:rule_book", "requirements:see_edition", "staff:list_sites", "staff:list_staff",
        "staff:see_staff", "supervisor:healthz", "supervisor:readyz", "ui:gallery", "ui:signed_in", "actors:account",
        "requirements:simulate_edition", "ui:gallery_form",
    }
)  # fmt: skip


def one_body(names: list[str]) -> st.SearchStrategy[bytes]:
    value = st.one_of(st.sampled_from(BROKEN_TEXTS), st.binary(max_size=40), st.text(max_size=20).map(str.encode))
    pair = st.tuples(st.sampled_from(names), value).map(lambda one: f"{quote(one[0])}={quote_from_bytes(one[1])}")
    return st.lists(pair, max_size=12).map(lambda pairs: "&".join(pairs).encode())


def test_the_digest_of_records_tells_a_change(world: World) -> None:
    before = records()

    with kept_out_of_the_database():
        knock(world, "people:remove_document", "POST", path_of(world, "people:remove_document"))
        after = records()

    assert {table for table in before if before[table] != after[table]} == {
        "people_document",
        "people_searchkey",
    }


@pytest.mark.parametrize("name", accepting())
def test_garbage_in_every_field_changes_nothing_and_breaks_nothing(name: str, world: World) -> None:
    path, names, before = path_of(world, name), field_names(world, name), records()

    @hypothesis_settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(body=one_body(names))
    def attack(body: bytes) -> None:
        with kept_out_of_the_database():
            answer = knock(world, name, "POST", path, data=body, content_type=URLENCODED)
            after = records()
        assert answer.status_code < 500, body[:300]
        assert name in ONE_KEY or after == before or is_registration(name, body, answer), body[:300]

    attack()


def is_registration(name: str, body: bytes, answer: HttpResponse) -> bool:
    """A name as spoken, whatever its letters, is enough to register a person: no garbage, and answered as a deed."""
    sent = parse_qs(body.decode("ascii"), errors="replace")
    names = [text for field in ("family_name", "given_names", "name_as_spoken") for text in sent.get(field, [])]
    return name == "people:register_person" and answer.status_code == 302 and any(text.strip() for text in names)


@pytest.mark.parametrize("name", accepting())
def test_each_broken_text_in_all_fields_at_once_breaks_nothing(name: str, world: World) -> None:
    path, names, before = path_of(world, name), field_names(world, name), records()
    failed = []

    for text in BROKEN_TEXTS:
        body = "&".join(f"{quote(field)}={quote_from_bytes(text[:100_000])}" for field in names).encode()
        with kept_out_of_the_database():
            answer = knock(world, name, "POST", path, data=body, content_type=URLENCODED)
            is_same = name in ONE_KEY or records() == before
        failed += [] if answer.status_code < 500 and is_same else [(text[:20], answer.status_code)]

    assert failed == []


@pytest.mark.parametrize("name", accepting())
def test_bodies_that_are_not_what_they_say_break_nothing(name: str, world: World) -> None:
    path, before = path_of(world, name), records()
    bodies = (
        (b'{"answers": ' + b"[" * 100_000, "application/json"),
        (b'{"answers": {"a": "\\u0000"}, "version": 1e400}', "application/json"),
        (b'{"answers": {"a": {"b": {"c": []}}}, "version": 0}', "application/json"),
        (b"\xff\xfe", "application/json; charset=utf-16"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"nonsense", "multipart/form-data"),
        (PART_WITH_A_NUL, "multipart/form-data; boundary=x"),
        (b"reason=consent_left", "application/x-www-form-urlencoded; charset=hex"),
        (b"reason=%FE", "application/x-www-form-urlencoded; charset=utf-7"),
        (b"a=b&" * 3000, URLENCODED),
        (b"\x00" * 1000, "application/octet-stream"),
        (b"", "text/plain"),
    )  # fmt: skip
    failed = []

    for body, kind in bodies:
        with kept_out_of_the_database():
            answer = knock(world, name, "POST", path, data=body, content_type=kind)
            is_same = name in ONE_KEY or records() == before
        failed += [] if answer.status_code < 500 and is_same else [(kind, answer.status_code)]

    assert failed == []


@pytest.mark.parametrize("name", sorted(name for name in TABLE if "{" in TABLE[name]["path"]))
def test_broken_numbers_in_an_address_find_nothing(name: str, world: World) -> None:
    pattern, failed = str(TABLE[name]["path"]), []

    for wanted in re.findall(r"\{(\w+)\}", pattern):
        for part in BROKEN_PARTS:
            path = pattern.format(**{**world.names, wanted: part})
            with kept_out_of_the_database():
                answer = knock(world, name, TABLE[name].get("method", "GET"), path)
            failed += (
                [] if answer.status_code in {302, 400, 404, 405, 410} else [(wanted, part[:9], answer.status_code)]
            )

    assert failed == []


@pytest.mark.parametrize("name", asked())
def test_broken_questions_behind_an_address_break_nothing(name: str, world: World) -> None:
    path, failed = path_of(world, name), []
    asked = (
        "page",
        "before",
        "after",
        "second",
        "language",
        "next",
        "person",
        "subject",
        "staff",
        "first_day",
        "last_day",
        "q",
    )

    for text in (b"\x00", b"\xff", b"9" * 30, b"-1", "\u202e".encode(), b"0001-01-01", b"9999-12-31", b"x" * 2000):
        query = "&".join(f"{field}={quote_from_bytes(text)}" for field in asked)
        with kept_out_of_the_database():
            answer = knock(world, name, "GET", f"{path}?{query}")
        failed += [] if answer.status_code < 500 else [(text[:9], answer.status_code)]

    assert failed == []


def bomb() -> bytes:
    """A PNG of 30,000 by 30,000 points in a few kilobytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return len(content).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    size = (30_000).to_bytes(4, "big")
    rows = zlib.compress(b"\x00" * 1_000_000, 9)
    head = chunk(b"IHDR", size + size + bytes([8, 2, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", bomb(), b"\xff\xd8\xff\xe0" + b"\x00" * 1000, b"<svg onload=alert(1)>", b"x" * 50_000_000],
    ids=["empty", "text", "bomb", "half a JPEG", "a drawing with script", "50 MB"],
)
def test_a_photo_that_is_none_is_refused_and_nothing_is_kept(content: bytes, world: World) -> None:
    before = records()
    client = Client(raise_request_exception=False)
    client.cookies = copy(world.knockers["physician"])
    picture = io.BytesIO(content)
    picture.name = "photo.jpg"

    with kept_out_of_the_database():
        answer = client.post(path_of(world, "people:photo"), {"photo": picture})
        after = records()

    assert answer.status_code == 422
    assert after == before


def test_every_form_of_every_page_carries_the_token(world: World) -> None:
    """A form in a template that is included with `only` loses it, and is refused in a browser alone."""
    naked = []

    for name in asked():
        with kept_out_of_the_database():
            page = knock(world, name, "GET", path_of(world, name)).content.decode(errors="replace")
        forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL)
        naked += [name for form in forms if 'name="csrfmiddlewaretoken"' not in form]

    assert naked == []


def test_without_the_token_nothing_is_done(world: World) -> None:
    before, failed = records(), []

    for name in accepting():
        client = Client(raise_request_exception=False, enforce_csrf_checks=True)
        client.cookies = copy(world.knockers[entitled(TABLE[name])])
        with kept_out_of_the_database():
            answer = client.post(path_of(world, name), {"reason": "person_left"})
            is_same = records() == before
        failed += [] if answer.status_code == 403 and is_same else [(name, answer.status_code)]

    assert failed == []
