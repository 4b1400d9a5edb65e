import json
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from pratique.foundation.keys.public_key import key_number, to_jwk
from pratique.foundation.keys.trust import TrustedKey, TrustListError, read_trust_list, sign_trust_list

KEY = ec.derive_private_key(8, ec.SECP256R1())
SITE = TrustedKey(
    kid="0123456789abcdef",
    site="Clinique d’Abidjan, عيادة",
    jwk=to_jwk(ec.derive_private_key(7, ec.SECP256R1()).public_key()),
    used_from="2026-11-01",
    used_until="2026-12-01",
    revoked_at=None,
)
TEXT = sign_trust_list(
    organization="Fictional organization",
    key=KEY,
    issued_at=datetime(2026, 11, 20, 8, tzinfo=UTC),
    valid_until=datetime(2026, 12, 20, 8, tzinfo=UTC),
    keys=[SITE],
    revoked=["b" * 64, "a" * 64],
)


def test_list_says_what_was_signed() -> None:
    trust = read_trust_list(TEXT)

    assert trust.key("0123456789abcdef") == SITE
    assert trust.key("0000000000000000") is None
    assert trust.revoked == {"a" * 64, "b" * 64}
    assert trust.issued_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert trust.fingerprint() == key_number(KEY.public_key())


def test_key_signed_only_on_its_days() -> None:
    days = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 1), date(2026, 12, 2)]

    assert [SITE.signed_on(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    "change",
    [
        {"revoked": ["a" * 64]},
        {"issued_at": "2026-11-21T08:00:00+00:00"},
        {"keys": []},
        {"organization": "Another organization"},
        {"organization_key": to_jwk(ec.derive_private_key(9, ec.SECP256R1()).public_key())},
        {"signature": ""},
        {"more": "than was signed"},
    ],
)
def test_changed_list_is_not_used(change: dict[str, object]) -> None:
    with pytest.raises(TrustListError):
        read_trust_list(json.dumps(json.loads(TEXT) | change))


@given(st.text(max_size=200))
def test_arbitrary_text_is_no_list(text: str) -> None:
    with pytest.raises(TrustListError):
        read_trust_list(text)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=9),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(sorted(json.loads(TEXT))), inner),
        max_leaves=12,
    )
)
def test_arbitrary_json_is_no_list(content: object) -> None:
    with pytest.raises(TrustListError):
        read_trust_list(json.dumps(content))
