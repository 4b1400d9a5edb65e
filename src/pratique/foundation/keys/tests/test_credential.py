from dataclasses import asdict, replace

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.foundation.keys.cose import MalformedError
from pratique.foundation.keys.credential import Claims, from_text, to_text

CLAIMS = Claims(
    serial="5e" * 16,
    number="K-0000-TEST",
    family_name="ABARA",
    given_names="Nkem",
    date_of_birth="1992",
    document_number="",
    photo_sha256="0f" * 32,
    programme="Fictional programme",
    statement="met",
    issued_on="2026-11-20",
    expires_on="2027-05-19",
)


def test_code_holds_these_claims_and_no_other() -> None:
    assert set(asdict(CLAIMS)) == {
        "serial", "number", "family_name", "given_names", "date_of_birth", "document_number", "photo_sha256",
        "programme", "statement", "issued_on", "expires_on",
    }  # fmt: skip


def test_claims_come_back_as_written() -> None:
    assert Claims.from_payload(CLAIMS.to_payload()) == CLAIMS


@pytest.mark.parametrize("label", [0, 12, -1, "class", "finding", "hiv"])
def test_code_with_another_claim_is_not_read(label: int | str) -> None:
    payload = cbor2.dumps(cbor2.loads(CLAIMS.to_payload()) | {label: "0"}, canonical=True)

    with pytest.raises(MalformedError, match="not the claims of a certificate"):
        Claims.from_payload(payload)


@pytest.mark.parametrize(
    "changes",
    [{"serial": ""}, {"serial": "5e"}, {"photo_sha256": "0f"}, {"issued_on": "2026-13-01"}, {"expires_on": ""}],
)
def test_code_without_serial_or_dates_is_not_read(changes: dict[str, str]) -> None:
    with pytest.raises(MalformedError, match="a certificate needs its"):
        Claims.from_payload(replace(CLAIMS, **changes).to_payload())


def test_claim_of_the_wrong_kind_is_not_read() -> None:
    payload = cbor2.dumps(cbor2.loads(CLAIMS.to_payload()) | {3: 7}, canonical=True)

    with pytest.raises(MalformedError, match="family_name is not written as it should be"):
        Claims.from_payload(payload)


@given(st.binary(min_size=10, max_size=400))
def test_text_of_a_code_has_one_spelling(message: bytes) -> None:
    text = to_text(message)

    assert from_text(text) == message
    with pytest.raises(MalformedError):
        from_text(text.lower())
    with pytest.raises(MalformedError):
        from_text(text + " ")


@given(st.text(max_size=60))
def test_arbitrary_text_is_no_code(text: str) -> None:
    with pytest.raises(MalformedError):
        from_text("PQ1:" + text[:15])
