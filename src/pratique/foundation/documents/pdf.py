"""PDF files from Typst templates: accessible, archivable, with the fonts we ship and nothing of the computer's own."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import typst

from pratique.foundation.documents.fonts import FOLDER

_STANDARDS: Final[list[typst.PDFStandard]] = ["a-3a", "ua-1"]
_of_this_thread = threading.local()


def render(template: Path, data: Mapping[str, Any], language: str, *, made_at: datetime) -> bytes:
    """Fill `template` with `data` (texts, numbers, lists; pictures as bytes); the same input gives the same bytes."""
    pdf = _compiler().compile(
        _source(template),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, default=list), "language": language},
        pdf_standards=_STANDARDS,
        timestamp=made_at.replace(microsecond=0),
    )
    return cast(bytes, pdf)


@cache
def _source(template: Path) -> bytes:
    return (Path(__file__).parent / "paper.typ").read_bytes() + template.read_bytes()


def _compiler() -> typst.Compiler:
    """A compiler is not shared between threads; making one takes 2 ms, once a thread."""
    if not hasattr(_of_this_thread, "compiler"):
        _of_this_thread.compiler = typst.Compiler(font_paths=[str(FOLDER)], ignore_system_fonts=True)
    compiler: typst.Compiler = _of_this_thread.compiler
    return compiler
