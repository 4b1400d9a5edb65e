"""Small editions for tests, written as a file and read as any other."""

import tempfile
from pathlib import Path

from pratique.rules.requirements.loading import read_edition

SAID = '{ en = "a", fr = "b", es = "c", ar = "d" }'
ROW = f'source = "XX-1"\nname = {SAID}\n'
HEAD = f"""\
[edition]
code = "XX-SMALL"
family = "XX"
destination = "XX"
keyed_by = "exam_on"
standing = "verified"
default_question = "examination"
title = {SAID}

[sources]
XX-1 = {{ standing = "verified", text = "Clause." }}

[questions.examination]
"""
WAITS = ("PENDING", "unfinished", "waits = true")
CLEARED = ("CLEARED", "true", "releases = true")


def small_edition(*, items=(), classes=(), outcomes=(WAITS, CLEARED), answers=(), replaced=None, parameters=()):
    """An edition of rows: items (id, when, done), classes (code, when), outcomes (value, when, flag), answers."""
    text = HEAD.replace("[questions.examination]\n", "".join(parameters) + "[questions.examination]\n")
    for id_, when, done in items:
        row = f"id = '{id_}'\ncode = 'X'\nsteps = ['x']\nwhen = '''{when}'''\ndone = '''{done}'''\nwhy = {SAID}\n"
        text += f"[[questions.examination.items]]\n{row}{ROW}\n"
    for code, when in classes:
        text += f"[[questions.examination.classes]]\ncode = '{code}'\nwhen = '''{when}'''\n{ROW}\n"
    for value, when, flag in outcomes:
        text += f"[[questions.examination.outcomes]]\nvalue = '{value}'\nwhen = '''{when}'''\n{flag}\n{ROW}\n"
    for key, value, when in answers:
        text += f"[[questions.examination.answers]]\nkey = '{key}'\nvalue = {value}\nwhen = '''{when}'''\n{ROW}\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.toml"
        path.write_text(text, encoding="utf-8")
        return read_edition(path, replaced)


def parameter(name, value, choices):
    listed = ", ".join(f'"{one}"' for one in choices)
    source = f'source = "XX-1"\nmeaning = {SAID}\n'
    return f'[parameters.{name}]\nvalue = "{value}"\nchoices = [{listed}]\n{source}\n'
