import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from pratique.foundation.documents.pdf import render
from pratique.foundation.documents.qr import CodeTooLongError, qr_svg

MADE_AT = datetime(2026, 11, 20, 8, tzinfo=UTC)


def template(folder: Path) -> Path:
    path = folder / "paper.typ"
    path.write_text("#set document(title: data.title)\n#data.title #ltr-text(data.number)", "utf-8")
    return path


def test_pdf_says_what_it_was_given_in_its_language(tmp_path: Path) -> None:
    pdf = render(template(tmp_path), {"title": "Certificat", "number": "K-1"}, "fr", made_at=MADE_AT)

    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.pages[0].extract_text() == "Certificat K-1"
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.metadata.title == "Certificat"


def test_only_shipped_fonts_are_used_for_arabic(tmp_path: Path) -> None:
    pdf = render(template(tmp_path), {"title": "شهادة", "number": "K-1"}, "ar", made_at=MADE_AT)

    fonts = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    names = {str(font["/BaseFont"]).partition("+")[2] for font in (each.get_object() for each in fonts.values())}
    assert names == {"NotoSansArabic-Regular"}


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    data = {"title": "Paper", "number": "K-1"}

    assert render(template(tmp_path), data, "en", made_at=MADE_AT) == render(
        template(tmp_path), data, "en", made_at=MADE_AT
    )


def test_threads_do_not_share_a_compiler(tmp_path: Path) -> None:
    path = template(tmp_path)

    def text_of(number: int) -> str:
        pdf = render(path, {"title": "Paper", "number": f"K-{number}"}, "en", made_at=MADE_AT)
        return pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(text_of, range(12))) == [f"Paper K-{number}" for number in range(12)]


def test_code_stays_readable_for_cheap_cameras() -> None:
    assert qr_svg("PQ1:" + "A" * 480).startswith("<svg")
    with pytest.raises(CodeTooLongError, match="version 22"):
        qr_svg("A" * 1090)
