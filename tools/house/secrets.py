"""Finds what looks like a secret in files that are about to be committed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

PATTERNS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z ]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{20}"),
    "an access key of a cloud": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a token of a code host": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20})\b"),
    "an address with a password": re.compile(
        r"\b[a-z][a-z0-9+]*://[^\s:/@\"'<>{}$]+:(?![a-zA-Z_]*[pP]assword|PASSWORD|\.\.\.|secret@)[^\s@/\"'<>{}$]{8,}@"
    ),
}


def secrets(paths: list[Path]) -> list[str]:
    """Place and kind of each."""
    found = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        for kind, pattern in PATTERNS.items():
            found += [f"{path}:{text[: hit.start()].count(chr(10)) + 1}: {kind}" for hit in pattern.finditer(text)]
    return found


if __name__ == "__main__":
    problems = secrets([Path(name) for name in sys.argv[1:]])
    print("\n".join(problems))
    sys.exit(int(bool(problems)))
