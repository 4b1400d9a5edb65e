"""Writes docs/operate/permissions.md: who may do what, from roles.toml, permissions and deeds."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.house.permissions_page import PAGE, page  # noqa: E402 - the root comes first

(ROOT / PAGE).write_text(page(ROOT), encoding="utf-8")
