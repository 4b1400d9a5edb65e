"""`pratique audit verify` says whether the trail is whole, by sentence, JSON and exit code."""

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from pratique.config.cli.audit import report_audit
from pratique.foundation.actions.audit import write_record
from pratique.foundation.actions.heads import Head, note_head
from pratique.foundation.actions.models import AuditRecord, AuditSeal
from pratique.foundation.actions.sealing import seal_pending
from pratique.foundation.actors.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_sealed(tmp_path: Path, settings: Settings) -> str:
    settings.DATA_DIR = tmp_path
    by = Actor.system(name="tests")
    write_record(by=by, action="tests.one", outcome=AuditRecord.Outcome.DONE, payload={})
    seal_pending()
    return AuditSeal.objects.get().hash


def test_a_whole_trail_ends_with_zero(one_sealed: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = report_audit()

    assert code == 0
    assert capsys.readouterr().out == f"Audit trail: 1 records sealed, 0 waiting, head {one_sealed[:16]}.\n"


def test_a_broken_trail_ends_with_one_and_names_the_break(capsys: pytest.CaptureFixture[str]) -> None:
    note_head(Head(sequence=2, hash="0" * 64, sealed_at="2026-11-20T09:00:00+00:00"))

    code = report_audit()

    assert code == 1
    expected = "The trail is broken: the trail ends at seal 1, but seal 2 was noted in the data folder.\n"
    assert capsys.readouterr().out.endswith(expected)


def test_the_verdict_as_json(one_sealed: str, capsys: pytest.CaptureFixture[str]) -> None:
    report_audit(as_json=True)

    shown = json.loads(capsys.readouterr().out)
    assert shown == {"ok": True, "sealed": 1, "unsealed": 0, "head": one_sealed, "first_break": None}
