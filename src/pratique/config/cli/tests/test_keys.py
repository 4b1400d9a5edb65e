"""Keys are changed by local commands; what was sealed and signed before stays good."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from pratique.config.cli import build_parser, keys
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import make_site
from pratique.foundation.keys import store
from pratique.foundation.keys.models import SigningKey
from pratique.foundation.keys.ring import Place
from pratique.foundation.keys.signing import signer_for
from pratique.foundation.keys.trust import read_trust_list

pytestmark = pytest.mark.django_db
PLACE = Place("people_protection", "notes", "P-1")


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "master.key"
    copy.write_bytes(Path(settings.MASTER_KEY_FILE).read_bytes())
    settings.MASTER_KEY_FILE = copy
    settings.DATA_DIR = tmp_path
    store.forget()
    yield
    store.forget()


def test_rotation_keeps_what_was_sealed_readable(
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sealed, before = store.seal(b"detained", PLACE), settings.MASTER_KEY_FILE.read_text()

    with django_capture_on_commit_callbacks(execute=True):
        keys._rotate(Namespace())

    assert "New secrets are sealed with key 2" in capsys.readouterr().out
    assert store.open_sealed(sealed, PLACE) == b"detained"
    assert settings.MASTER_KEY_FILE.read_text() != before
    assert len(settings.MASTER_KEY_FILE.read_text().split()) == 1
    assert AuditRecord.objects.get(action="certificates.key.rotate_secrets").role == "system"


def test_signing_key_is_rotated_listed_and_revoked(capsys: pytest.CaptureFixture[str]) -> None:
    site = make_site()
    keys._rotate_site(Namespace(site=site.number))
    kid = SigningKey.objects.get(issuer=site.number).kid
    keys._revoke(Namespace(kid=kid))
    capsys.readouterr()

    keys._list(Namespace())

    assert capsys.readouterr().out.split()[:3] == [kid, site.number, "revoked"]


def test_trust_list_is_written_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kid = signer_for(issuer="S-1", issuer_name="Nairobi", at=datetime(2026, 11, 20, tzinfo=UTC)).kid

    keys._trust(Namespace(file=tmp_path / "list.json"))

    assert [key.kid for key in read_trust_list((tmp_path / "list.json").read_text("utf-8")).keys] == [kid]


@pytest.mark.parametrize(
    "words",
    [["rotate"], ["rotate-signing", "S-1"], ["revoke", "0123456789abcdef"], ["list"], ["trust", "list.json"]],
    ids=lambda words: words[0],
)
def test_every_command_has_its_words(words: list[str]) -> None:
    arguments = build_parser("keys").parse_args([*words, "--data-dir", "/nowhere"])

    assert (callable(arguments.run), str(arguments.data_dir)) == (True, "/nowhere")
