import io
from datetime import UTC, datetime

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.foundation.documents.factories import CLAIMS, KID, code_with, trust_list
from pratique.foundation.documents.seal import MARK, read_seal
from pratique.foundation.documents.verification import LARGEST_FILE, Verdict, verify
from pratique.foundation.keys.credential import serial_digest
from pratique.foundation.keys.trust import TrustList

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CODE = code_with()
TRUST = trust_list()


def verdict_on(content: bytes, trust: TrustList = TRUST, at: datetime = NOW) -> Verdict:
    return verify(content, trust, at=at).verdict


def test_sealed_pdf_is_genuine_as_a_whole(sealed_pdf: bytes) -> None:
    finding = verify(sealed_pdf, TRUST, at=NOW)

    assert (finding.verdict, finding.checked, finding.signed) == (Verdict.GENUINE, "file", CLAIMS)
    assert finding.key is not None
    assert finding.key.kid == KID


def test_code_is_genuine_for_what_it_says() -> None:
    finding = verify(CODE.encode(), TRUST, at=NOW)

    assert (finding.verdict, finding.checked, finding.signed) == (Verdict.GENUINE, "code", CLAIMS)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"expires_on": "2026-11-21"}, Verdict.GENUINE),
        ({"expires_on": "2026-11-20"}, Verdict.EXPIRED),
        ({"issued_on": "2026-11-22"}, Verdict.GENUINE),
        ({"issued_on": "2026-11-23"}, Verdict.NOT_YET_VALID),
        ({"issued_on": "2026-10-31"}, Verdict.UNKNOWN_KEY),
    ],
)
def test_dates_decide_at_their_edges(changes: dict[str, str], verdict: Verdict) -> None:
    assert verdict_on(code_with(**changes).encode()) == verdict


def test_revoked_certificate_is_told_from_an_expired_one() -> None:
    revoked = trust_list(revoked=(serial_digest(CLAIMS.serial),))

    assert verdict_on(CODE.encode(), revoked) == Verdict.REVOKED
    assert verdict_on(code_with(serial="5f" * 16).encode(), revoked) == Verdict.GENUINE


def test_nothing_signed_with_a_revoked_key_counts() -> None:
    assert verdict_on(CODE.encode(), trust_list(revoked_at="2026-11-20T00:00:00+00:00")) == Verdict.KEY_REVOKED


def test_certificate_of_a_retired_key_stays_genuine() -> None:
    assert verdict_on(CODE.encode(), trust_list(used_until="2026-11-20")) == Verdict.GENUINE
    assert verdict_on(CODE.encode(), trust_list(used_until="2026-11-19")) == Verdict.UNKNOWN_KEY


def test_key_that_is_not_in_the_list_is_unknown(sealed_pdf: bytes) -> None:
    stranger = trust_list(kid="00" * 8)

    assert verdict_on(CODE.encode(), stranger) == Verdict.UNKNOWN_KEY
    assert verdict_on(sealed_pdf, stranger) == Verdict.UNKNOWN_KEY


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_pdf_with_one_changed_byte_is_never_genuine(sealed_pdf: bytes, position: int, change: int) -> None:
    changed = bytearray(sealed_pdf)
    changed[position % len(changed)] ^= change

    assert verdict_on(bytes(changed)) != Verdict.GENUINE


def test_every_byte_of_the_seal_counts(sealed_pdf: bytes) -> None:
    seal_begins = sealed_pdf.rindex(MARK)

    assert [at for at in range(seal_begins, len(sealed_pdf)) if _is_genuine_with(sealed_pdf, at)] == []


def _is_genuine_with(pdf: bytes, position: int) -> bool:
    changed = bytearray(pdf)
    changed[position] ^= 1
    return verdict_on(bytes(changed)) == Verdict.GENUINE


@pytest.mark.parametrize("change", [1, 2, 4, 8, 16, 32, 64, 128, 255])
def test_code_with_one_changed_letter_is_never_genuine(change: int) -> None:
    code = CODE.encode()
    changed = [code[:at] + bytes([code[at] ^ change]) + code[at + 1 :] for at in range(len(code))]

    assert Verdict.GENUINE not in {verdict_on(each) for each in changed}


@given(st.integers(min_value=0), st.binary(max_size=8))
def test_pdf_with_bytes_taken_out_or_put_in_is_never_genuine(sealed_pdf: bytes, position: int, more: bytes) -> None:
    place = position % len(sealed_pdf)

    assert verdict_on(sealed_pdf[:place] + more + sealed_pdf[place + len(more) + 1 :]) != Verdict.GENUINE


def test_pdf_with_an_appended_update_is_altered(sealed_pdf: bytes) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(sealed_pdf), incremental=True)
    writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)

    assert verdict_on(out.getvalue()) == Verdict.ALTERED


def test_seal_of_one_file_does_not_carry_the_code_of_another(sealed_pdf: bytes) -> None:
    seal = read_seal(sealed_pdf)
    assert seal is not None

    other = sealed_pdf.replace(seal.code.encode(), code_with(serial="5f" * 16).encode())

    assert verdict_on(sealed_pdf) == Verdict.GENUINE
    assert verdict_on(other) == Verdict.ALTERED


def test_pdf_without_a_seal_says_so(sealed_pdf: bytes) -> None:
    place = sealed_pdf.rindex(MARK)
    unsealed = sealed_pdf[:place] + sealed_pdf[sealed_pdf.index(b"\n", place + 1) :]

    assert verdict_on(unsealed) == Verdict.NO_SEAL


def test_file_of_fifty_megabytes_is_refused_unread() -> None:
    assert verdict_on(b"\x89PNG" + bytes(50_000_000)) == Verdict.TOO_LARGE
    assert verdict_on(b"%PDF" + bytes(LARGEST_FILE - 4)) == Verdict.NO_SEAL


@given(st.binary(max_size=400))
def test_arbitrary_bytes_get_a_verdict_and_are_not_genuine(content: bytes) -> None:
    assert verdict_on(content) in {Verdict.UNREADABLE, Verdict.ALTERED, Verdict.NO_SEAL}


@given(st.binary(max_size=300), st.sampled_from([b"PQ1:", b"%PDF-1.7\n", b"%PDF" + MARK, b"%PDF" + MARK + b"PQ1:A "]))
def test_arbitrary_bytes_after_a_familiar_beginning_are_not_genuine(content: bytes, beginning: bytes) -> None:
    assert verdict_on(beginning + content) in {Verdict.ALTERED, Verdict.NO_SEAL}


def test_answer_states_the_date_and_the_age_of_the_list() -> None:
    answer = verify(CODE.encode(), TRUST, at=NOW).as_dict(TRUST, datetime(2027, 1, 1, 9, tzinfo=UTC))

    assert answer["verdict"] == "genuine"
    assert answer["signed"]["family_name"] == "ABARA"
    assert answer["trust_list"] == {
        "organization": "Fictional organization",
        "fingerprint": TRUST.fingerprint(),
        "issued_at": "2026-11-20T08:00:00+00:00",
        "valid_until": "2026-12-20T08:00:00+00:00",
        "age_days": 42,
        "is_out_of_date": True,
    }


def test_what_a_broken_signature_claims_is_not_repeated() -> None:
    middle = len(CODE) // 2
    changed = CODE[:middle] + ("B" if CODE[middle] == "A" else "A") + CODE[middle + 1 :]

    answer = verify(changed.encode(), TRUST, at=NOW).as_dict(TRUST, NOW)

    assert (answer["verdict"], answer["signed"], answer["key"]) == ("altered", None, None)
