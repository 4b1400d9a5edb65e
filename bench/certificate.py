"""A certificate from its words to a sealed file, and back to a verdict; no peer publishes a figure for the whole.

Every text, the photograph and the code differ in each run, so that no cache of the typesetter helps.
"""

import io
import random
import statistics
import time
from datetime import UTC, date, datetime

import django
from PIL import Image, ImageFilter

from pratique.config import env

LIMIT_MS = 150.0
RUNS = 40


def main() -> None:
    env.choose_settings("demo")
    django.setup()
    for language in ("en", "ar"):
        issue, check = measure(language)
        print(
            f"certificate ({language}): median {statistics.median(issue):.1f} ms, "
            f"95th percentile {statistics.quantiles(issue, n=20)[-1]:.1f} ms (limit {LIMIT_MS:.0f} ms); "
            f"verified in {statistics.median(check):.2f} ms"
        )


def measure(language: str) -> tuple[list[float], list[float]]:
    issue, check = [], []
    for number in range(RUNS):
        photograph = photo(number)
        started = time.perf_counter()
        paper = sealed(number, language, photograph)
        issue.append((time.perf_counter() - started) * 1000)
        check.append(verified(paper))
    return issue[1:], check[1:]


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


def verified(paper: bytes) -> float:
    from pratique.foundation.documents.factories import trust_list
    from pratique.foundation.documents.verification import Verdict, verify

    trust, at = trust_list(), datetime(2026, 11, 21, tzinfo=UTC)
    started = time.perf_counter()
    finding = verify(paper, trust, at=at)
    passed = (time.perf_counter() - started) * 1000
    assert finding.verdict == Verdict.GENUINE
    return passed


def photo(number: int) -> bytes:
    picture = Image.effect_noise((480, 600), 60 + number).filter(ImageFilter.GaussianBlur(1.5)).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


if __name__ == "__main__":
    main()
