"""One sealed paper and the trust list that knows its key."""

from datetime import UTC, datetime

import pytest

from pratique.foundation.documents.factories import code_with, sign, trust_list
from pratique.foundation.documents.pdf import render
from pratique.foundation.documents.seal import seal_pdf
from pratique.foundation.keys.trust import TrustList


@pytest.fixture(scope="session")
def sealed_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    template = tmp_path_factory.mktemp("papers") / "paper.typ"
    template.write_text("#set document(title: data.title)\n#data.title", "utf-8")
    pdf = render(template, {"title": "Paper"}, "en", made_at=datetime(2026, 11, 20, 8, tzinfo=UTC))
    return seal_pdf(pdf, code=code_with(), sign=sign)


@pytest.fixture(scope="session")
def trust() -> TrustList:
    return trust_list()
