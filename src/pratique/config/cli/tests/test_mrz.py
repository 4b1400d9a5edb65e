"""The command `pratique mrz read`, as a shell calls it."""

import json

from pratique.config.cli import main

PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"


def test_a_clean_zone_is_printed_as_one_json_line(tmp_path, capsys):
    file = tmp_path / "zone.txt"
    file.write_text(PASSPORT, encoding="utf-16")

    code = main(["mrz", "read", str(file), "--on", "2025-11-20"])

    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert answer["kind"] == "TD3"
    assert answer["fields"] == {
        "document_code": "P",
        "issuing_state": "UTO",
        "document_number": "L898902C3",
        "surname": "ERIKSSON",
        "given_names": "ANNA MARIA",
        "names_truncated": False,
        "nationality": "UTO",
        "birth_date": "1974-08-12",
        "sex": "F",
        "expiry_date": "2012-04-15",
        "optional_data": "ZE184226B",
        "optional_data_2": "",
    }
    assert answer["checks"][0] == {
        "name": "document_number",
        "ok": True,
        "printed": "6",
        "computed": "6",
        "at": {"line": 1, "start": 9, "end": 10},
        "covers": [{"line": 1, "start": 0, "end": 9}],
    }
    assert answer["problems"] == []


def test_several_zones_are_several_lines_and_a_failed_check_is_an_expected_no(tmp_path, capsys):
    file = tmp_path / "zones.txt"
    file.write_bytes((PASSPORT + PASSPORT.replace("74081", "74O81")).encode())

    code = main(["mrz", "read", str(file)])

    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert code == 1
    assert first["problems"] == []
    assert [problem["code"] for problem in second["problems"]] == [
        "character_out_of_place",
        "check_digit_wrong",
        "check_digit_wrong",
    ]
    assert second["suggestions"] == [
        {
            "at": {"line": 1, "start": 15, "end": 16},
            "found": "O",
            "proposed": "0",
            "repairs": ["birth_date", "composite"],
        }
    ]


def test_a_picture_is_refused_in_one_sentence(tmp_path, capsys):
    file = tmp_path / "passport.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")

    code = main(["mrz", "read", str(file)])

    assert code == 2
    assert capsys.readouterr() == (
        "",
        "Pictures cannot be read yet: type or paste the lines at the foot of the document.\n",
    )


def test_a_file_that_is_missing_or_too_large_is_refused(tmp_path, capsys):
    file = tmp_path / "large.txt"
    file.write_bytes(b"<" * 4_000_001)

    codes = [main(["mrz", "read", str(file)]), main(["mrz", "read", str(tmp_path / "none.txt")])]

    assert codes == [2, 2]
    assert capsys.readouterr().out == ""
