import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from pratique.foundation.keys import signing
from pratique.foundation.keys.cose import open1
from pratique.foundation.keys.models import SigningKey
from pratique.foundation.keys.public_key import from_jwk
from pratique.foundation.keys.trust import read_trust_list, trust_list_file

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
LATER = NOW + timedelta(days=100)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def signer(at: datetime = NOW) -> signing.Signer:
    return signing.signer_for(issuer="S-1", issuer_name="Fictional clinic", at=at)


def test_site_gets_its_key_on_first_need_and_keeps_it() -> None:
    assert SigningKey.objects.count() == 0

    first, second = signer(), signer(LATER)

    assert first.kid == second.kid
    assert SigningKey.objects.count() == 1


def test_signature_verifies_with_the_public_key() -> None:
    message = open1(signer().sign(b"payload"))

    assert message.is_signed_by(from_jwk(SigningKey.objects.get(kid=message.kid).public_key))


def test_private_key_lies_sealed() -> None:
    kid = signer().kid

    assert b"\x30\x81\x87\x02\x01\x00" not in bytes(SigningKey.objects.get(kid=kid).private_key)


def test_rotated_key_is_kept_with_its_days() -> None:
    old = signer().kid

    new = signing.rotate_signing_key(issuer="S-1", issuer_name="Fictional clinic", at=LATER)

    assert signer(LATER).kid == new.kid != old
    kept = SigningKey.objects.get(kid=old)
    assert (kept.retired_at, kept.revoked_at) == (LATER, None)


def test_revoked_key_signs_no_more_and_is_shown_to_nobody_as_good() -> None:
    old = signer().kid

    signing.revoke_signing_key(kid=old, at=LATER)

    assert [key["kid"] for key in signing.public_key_set()["keys"]] == []
    assert signer(LATER).kid != old


def test_trust_list_holds_every_site_key_and_lies_in_the_data_folder(
    tmp_path: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    old = signer().kid
    new = signing.rotate_signing_key(issuer="S-1", issuer_name="Fictional clinic", at=LATER).kid
    signing.revoke_signing_key(kid=old, at=LATER)

    with django_capture_on_commit_callbacks(execute=True):
        issue = signing.issue_trust_list(organization="Fictional organization", revoked=["ab" * 32], at=LATER)

    trust = read_trust_list(trust_list_file(tmp_path).read_text("utf-8"))
    assert {key.kid: (key.used_from, key.used_until, key.revoked_at is None) for key in trust.keys} == {
        old: ("2026-11-19", "2027-03-01", False),
        new: ("2027-02-27", None, True),
    }
    assert trust.revoked == {"ab" * 32}
    assert (trust.issued_at, trust.valid_until) == (LATER, LATER + timedelta(days=30))
    assert signing.newest_trust_list() == issue


def test_trust_list_of_every_day_is_signed_by_the_same_organization() -> None:
    first = signing.issue_trust_list(organization="Fictional organization", revoked=[], at=NOW)
    second = signing.issue_trust_list(organization="Fictional organization", revoked=[], at=LATER)

    assert read_trust_list(first.text).fingerprint() == read_trust_list(second.text).fingerprint()
    assert json.loads(second.text)["issued_at"] == "2027-02-28T08:00:00+00:00"
