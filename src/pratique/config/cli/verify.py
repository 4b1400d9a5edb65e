"""`pratique verify`: is this certificate genuine? No network, no database, no Django."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from pratique.config import env
from pratique.foundation.documents.verification import LARGEST_FILE, Finding, Verdict, verify
from pratique.foundation.keys.trust import LONGEST_LIST, TrustList, TrustListError, read_trust_list, trust_list_file
from pratique.foundation.supervisor.folder import data_folder


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the PDF, a picture of the code, or a text file with the code's text")
    parser.add_argument("--trust", type=Path, metavar="FILE", help="the trust list; default: the data folder's own")
    parser.add_argument("--data-dir", type=env.parse_path, metavar="DIR", help="the data folder (PRATIQUE_DATA_DIR)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0 only when the certificate is genuine, in force and not known to be revoked."""
    at = datetime.now(UTC)
    trust = _trust_list(arguments.trust or trust_list_file(data_folder(arguments.data_dir or env.DATA_DIR.read())))
    finding = _finding(arguments.file, trust, at)
    print(json.dumps(finding.as_dict(trust, at), ensure_ascii=False, indent=2))
    return 0 if finding.verdict == Verdict.GENUINE else 1


def _finding(path: Path, trust: TrustList | None, at: datetime) -> Finding:
    if trust is None:
        return Finding(verdict=Verdict.NO_TRUST_LIST)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError:
        return Finding(verdict=Verdict.NO_FILE)
    return verify(content, trust, at=at)


def _trust_list(path: Path) -> TrustList | None:
    try:
        with path.open("rb") as file:
            return read_trust_list(file.read(LONGEST_LIST + 1).decode())
    except (OSError, UnicodeDecodeError, TrustListError):
        return None
