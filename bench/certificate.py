"""A certificate from its words to a sealed file, and back to a verdict; no peer publishes a figure for the whole.

Every text, the photograph and the code differ in each run, so that no cache of the typesetter helps.
"""

import io
import random
from datetime import UTC, date, datetime

import django
from _measure import Times, line, options
from PIL import Image, ImageFilter

from pratique.config import env

LIMIT_MS = 150.0
RUNS = 40


def main() -> None:
    runs = options().runs(RUNS)
    env.choose_settings("demo")
    django.setup()
    for language in ("en", "ar"):
        issue, check = measure(language, runs)
        print(line(f"certificate ({language})", issue, late=LIMIT_MS))
        print(line(f"the same, verified ({language})", check))


def measure(language: str, runs: int) -> tuple[Times, Times]:
    sealed(runs, language, photo(runs))
    issue, check = Times(), Times()
    for number in range(runs):
        photograph = photo(number)
        paper = issue.take(lambda number=number, photograph=photograph: sealed(number, language, photograph))
        verified(paper, check)
    return issue, check


def sealed(number: int, language: str, photograph: bytes) -> bytes:
    import hashlib

    from pratique.areas.assessments.public import CertifiableConclusion
    from pratique.areas.certificates.actions.paper import Paper, photo_for_paper, print_paper
    from pratique.areas.people.public import PaperIdentity
    from pratique.foundation.documents.factories import sign
    from pratique.foundation.documents.seal import seal_pdf
    from pratique.foundation.keys.credential import Claims, to_text

    small = photo_for_paper(photograph)
    name = f"ABARA {random.Random(number).randbytes(6).hex().upper()}"
    claims = Claims(
        serial=random.Random(number).randbytes(16).hex(),
        number=f"K-0000-{number:04}",
        family_name=name,
        given_names="Nkem",
        date_of_birth="1992-03-14",
        document_number=f"X{number:07}",
        photo_sha256=hashlib.sha256(small).hexdigest(),
        programme="Fictional programme before entry",
        statement="met",
        issued_on="2026-11-20",
        expires_on="2027-05-19",
    )
    conclusion = CertifiableConclusion(
        case_destination_id=number,
        case_number="C-TEST",
        person_number="P-TEST",
        edition="XX-2026",
        programme={"en": f"Fictional programme {number}", "ar": f"برنامج خيالي {number}"},
        statement="met",
        statement_text={"en": f"The requirements were met {number}.", "ar": f"استُوفيت المتطلبات {number}."},
        valid_until=date(2027, 5, 19),
        film_on=date(2026, 11, 18),
        sputum_examined=False,
        physician_name=f"Amina Otieno {number}",
    )
    identity = PaperIdentity(
        family_name=name,
        given_names="Nkem",
        name_native=f"أبارا نكيم {number}",
        sex="F",
        date_of_birth="1992-03-14",
        nationality="UGA",
        document_kind="passport",
        document_number=f"X{number:07}",
        photo_digest="0" * 64,
    )
    code = to_text(sign(claims.to_payload()))
    made_at = datetime(2026, 11, 20, 8, tzinfo=UTC)
    paper = Paper(
        claims=claims,
        code=code,
        photo=small,
        identity=identity,
        conclusion=conclusion,
        site_name=f"Fictional clinic {number}",
        made_at=made_at,
    )
    return seal_pdf(print_paper(paper, language), code=code, sign=sign)


def verified(paper: bytes, times: Times) -> None:
    from pratique.foundation.documents.factories import trust_list
    from pratique.foundation.documents.verification import Verdict, verify

    trust, at = trust_list(), datetime(2026, 11, 21, tzinfo=UTC)
    finding = times.take(lambda: verify(paper, trust, at=at))
    assert finding.verdict == Verdict.GENUINE


def photo(number: int) -> bytes:
    picture = Image.effect_noise((480, 600), 60 + number).filter(ImageFilter.GaussianBlur(1.5)).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


if __name__ == "__main__":
    main()
