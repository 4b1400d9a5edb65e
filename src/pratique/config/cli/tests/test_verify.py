import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import segno

from pratique.config.cli import main
from pratique.foundation.documents.factories import code_with, trust_text
from pratique.foundation.keys.credential import serial_digest
from pratique.foundation.keys.trust import trust_list_file


def in_force() -> str:
    return code_with(issued_on="2026-11-20", expires_on="2999-12-31")


@pytest.fixture
def trust(tmp_path: Path) -> str:
    path = tmp_path / "trust.json"
    path.write_text(trust_text(revoked=(serial_digest("5f" * 16),)), "utf-8")
    return str(path)


def written(folder: Path, content: bytes, name: str = "paper") -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def answer_to(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    code = main(["verify", *words])
    return code, json.loads(capsys.readouterr().out)


def test_genuine_certificate_exits_with_nothing_wrong(
    tmp_path: Path, trust: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, answer = answer_to([written(tmp_path, in_force().encode()), "--trust", trust], capsys)

    assert (code, answer["verdict"], answer["checked"]) == (0, "genuine", "code")
    assert answer["signed"]["family_name"] == "ABARA"
    assert answer["trust_list"]["issued_at"] == "2026-11-20T08:00:00+00:00"
    assert answer["trust_list"]["age_days"] == (datetime.now(UTC) - datetime(2026, 11, 20, 8, tzinfo=UTC)).days


def test_picture_of_a_code_is_read(tmp_path: Path, trust: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = io.BytesIO()
    segno.make(in_force(), error="m", micro=False).save(out, kind="png", scale=4)

    code, answer = answer_to([written(tmp_path, out.getvalue()), "--trust", trust], capsys)

    assert (code, answer["verdict"]) == (0, "genuine")


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"serial": "5f" * 16}, "revoked"),
        ({"issued_on": "2026-11-19", "expires_on": "2026-11-19"}, "expired"),
        ({"issued_on": "2026-10-01"}, "unknown_key"),
    ],
)
def test_every_other_verdict_exits_with_one(
    tmp_path: Path, trust: str, capsys: pytest.CaptureFixture[str], changes: dict[str, str], verdict: str
) -> None:
    text = code_with(**({"expires_on": "2999-12-31"} | changes))

    code, answer = answer_to([written(tmp_path, text.encode()), "--trust", trust], capsys)

    assert (code, answer["verdict"]) == (1, verdict)


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"", "unreadable"),
        (b"%PDF-1.7", "no_seal"),
        (b"\x89PNG" + bytes(50_000_000), "too_large"),
        (b"PQ1:AAAA", "altered"),
        (b"\xff\xfe\x00", "unreadable"),
    ],
    ids=["nothing", "another PDF", "50 MB", "cut off", "another encoding"],
)
def test_what_is_no_certificate_is_said_to_be_none(
    tmp_path: Path, trust: str, capsys: pytest.CaptureFixture[str], content: bytes, verdict: str
) -> None:
    code, answer = answer_to([written(tmp_path, content), "--trust", trust], capsys)

    assert (code, answer["verdict"], answer["signed"]) == (1, verdict, None)


def test_missing_file_is_said_to_be_missing(tmp_path: Path, trust: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer_to([str(tmp_path / "none"), "--trust", trust], capsys)[1]["verdict"] == "no_file"
    assert answer_to([str(tmp_path), "--trust", trust], capsys)[1]["verdict"] == "no_file"


@pytest.mark.parametrize("text", ["", "{}", "not a list", trust_text().replace("2026-12-20", "2027-12-20")])
def test_unusable_trust_list_verifies_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    trust = written(tmp_path, text.encode(), "trust.json")

    code, answer = answer_to([written(tmp_path, in_force().encode()), "--trust", trust], capsys)

    assert (code, answer["verdict"], answer["trust_list"]) == (1, "no_trust_list", None)


def test_list_of_the_data_folder_is_the_default(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = trust_list_file(tmp_path)
    path.parent.mkdir()
    path.write_text(trust_text(), "utf-8")

    code, _ = answer_to([written(tmp_path, in_force().encode()), "--data-dir", str(tmp_path)], capsys)

    assert code == 0


def test_command_starts_without_django(tmp_path: Path, trust: str) -> None:
    paper = written(tmp_path, in_force().encode())
    program = (
        "import sys; from pratique.config.cli import main; "
        "code = main(sys.argv[1:]); "
        "print('django' in sys.modules, file=sys.stderr); sys.exit(code)"
    )

    run = subprocess.run(
        [sys.executable, "-c", program, "verify", paper, "--trust", trust], capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stderr.strip()) == (0, "False")
