import subprocess
import sys

import pytest

from pratique.config.cli import GROUPS, build_parser, main


@pytest.mark.parametrize("group", GROUPS)
def test_every_command_has_a_parser_with_help(group, capsys):
    with pytest.raises(SystemExit) as done:
        main([group, "--help"])

    assert done.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: pratique {group}")
    assert build_parser(group).description.endswith(".")


def test_without_a_command_all_of_them_are_listed(capsys):
    assert main([]) == 2

    said = capsys.readouterr().out
    assert [line.split()[0] for line in said.splitlines() if line.startswith("  ")] == list(GROUPS)


def test_an_unknown_command_is_answered_with_those_there_are(capsys):
    assert main(["fly"]) == 2

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("There is no command 'fly'. The commands are:\n  run ")


@pytest.mark.parametrize("group", ["rules", "mrz", "verify"])
def test_commands_for_the_field_start_without_django(group):
    code = (
        "import sys\n"
        "from pratique.config.cli import build_parser\n"
        f"build_parser({group!r})\n"
        "print([name for name in sys.modules if name in {'django', 'psycopg'}])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
