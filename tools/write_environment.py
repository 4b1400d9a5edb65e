"""Writes docs/operate/environment.md from the declarations in config/env.py; a test compares the two."""

from __future__ import annotations

from pathlib import Path

from pratique.config import env

TARGET = Path(__file__).resolve().parent.parent / "docs" / "operate" / "environment.md"
START = """# Environment

Every variable Pratique listens to. This table is written by `make docs` from `src/pratique/config/env.py`, where they
are declared; nothing else is read. What is given on the command line counts more.

| Variable | Type | Default | Meaning |
|---|---|---|---|
"""


def shown(default: object) -> str:
    """How a default reads in the table; none at all stays empty."""
    if default is None or default in ("", ()):
        return ""
    if isinstance(default, bool):
        return f"`{int(default)}`"
    if isinstance(default, tuple):
        return f"`{','.join(map(str, default))}`"
    return f"`{default}`"


def table() -> str:
    """The whole document."""
    rows = [f"| `{each.name}` | {each.kind} | {shown(each.default)} | {each.meaning} |\n" for each in env.VARIABLES]
    return START + "".join(rows)


if __name__ == "__main__":
    TARGET.write_text(table())
