"""The page and the command give the same verdict on the same paper, and the page needs no server for it."""

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import segno
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django import Settings
from tests.journeys.browser import ARGUMENTS, check_accessible, chromium_path, weigh
from tests.journeys.browser import picture as keep_picture

from pratique.areas.certificates.actions.paper import photo_for_paper
from pratique.foundation.documents.factories import CLAIMS, code_with, sign, trust_text
from pratique.foundation.documents.pdf import render
from pratique.foundation.documents.seal import seal_pdf
from pratique.foundation.documents.verification import verify
from pratique.foundation.keys.credential import serial_digest, to_text
from pratique.foundation.keys.signing import issue_trust_list, signer_for
from pratique.foundation.keys.trust import read_trust_list

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOST = "http://localhost"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


@dataclass
class CheckPage:
    """The page in a browser whose network can be cut."""

    page: Page
    trust: str
    html: HttpResponse = field(default_factory=lambda: Client().get("/verify"))
    is_cut: bool = False
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOST).partition("?")[0]
        if self.is_cut:
            self.asked.append(path)
            route.abort()
        elif path == "/verify":
            route.fulfill(body=self.html.content, headers=dict(self.html.headers))
        elif path == "/verify/trust-list.json":
            route.fulfill(body=self.trust, content_type="application/json")
        elif found := finders.find(path.removeprefix("/static/")):
            route.fulfill(body=Path(found).read_bytes(), content_type=KINDS.get(Path(found).suffix, "text/plain"))
        else:
            route.fulfill(status=404)

    def check(self, name: str, content: bytes) -> str:
        self.page.locator("#result").evaluate("result => delete result.dataset.verdict")
        self.page.set_input_files("#file", {"name": name, "mimeType": "", "buffer": content})
        self.page.wait_for_selector("#result[data-verdict]", state="attached")
        return self.page.locator("#result").get_attribute("data-verdict") or ""


def open_page(browser: Browser, trust: str, language: str = "en") -> CheckPage:
    context = browser.new_context(locale=language, timezone_id="UTC", extra_http_headers={"Accept-Language": language})
    opened = CheckPage(page=context.new_page(), trust=trust)
    opened.page.on("console", lambda line: opened.said.append(line.text))
    opened.page.clock.set_fixed_time(NOW)
    opened.page.route("**/*", opened.answer)
    opened.page.goto(f"{HOST}/verify")
    expect(opened.page.locator("#trust")).to_contain_text("2026")
    opened.is_cut = True
    return opened


@pytest.fixture(scope="module")
def photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((300, 400), 40).convert("RGB").save(out, "JPEG")
    return photo_for_paper(out.getvalue())


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory, photo: bytes) -> bytes:
    template = tmp_path_factory.mktemp("papers") / "paper.typ"
    template.write_text('#set document(title: "Paper")\n#image(bytes(data.photo), alt: "x")', "utf-8")
    paper = render(template, {"photo": photo}, "en", made_at=NOW)
    return seal_pdf(paper, code=code_with(photo_sha256=hashlib.sha256(photo).hexdigest()), sign=sign)


def picture(text: str) -> bytes:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=5, border=4)
    page = Image.new("L", (900, 1100), 245)
    page.paste(Image.open(out).convert("L"), (200, 300))
    turned = page.rotate(8, fillcolor=200, resample=Image.Resampling.BICUBIC)
    out = io.BytesIO()
    turned.save(out, "JPEG", quality=60)
    return out.getvalue()


@pytest.fixture
def opened(browser: Browser) -> Iterator[CheckPage]:
    page = open_page(browser, trust_text(revoked=(serial_digest("5f" * 16),)))
    yield page
    page.page.context.close()


def test_page_and_command_agree_on_every_paper_with_the_network_cut(opened: CheckPage, pdf: bytes) -> None:
    middle = len(pdf) // 2
    altered = pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :]
    code = code_with()
    papers = {
        "genuine.pdf": pdf,
        "altered.pdf": altered,
        "unsealed.pdf": pdf[: pdf.rindex(b"\n%PRATIQUE")],
        "genuine.txt": code.encode(),
        "altered.txt": code.replace(code[90], "A" if code[90] != "A" else "B").encode(),
        "expired.txt": code_with(expires_on="2026-11-20").encode(),
        "revoked.txt": code_with(serial="5f" * 16).encode(),
        "later.txt": code_with(issued_on="2026-11-24").encode(),
        "earlier.txt": code_with(issued_on="2026-10-01").encode(),
        "genuine.jpg": picture(code),
        "other.jpg": picture("https://example.org"),
        "nothing.bin": b"nothing of ours",
    }

    found = {name: opened.check(name, content) for name, content in papers.items()}

    trust = read_trust_list(opened.trust)
    assert found == {name: verify(content, trust, at=NOW).verdict.value for name, content in papers.items()}
    assert found == {
        "genuine.pdf": "genuine",
        "altered.pdf": "altered",
        "unsealed.pdf": "no_seal",
        "genuine.txt": "genuine",
        "altered.txt": "altered",
        "expired.txt": "expired",
        "revoked.txt": "revoked",
        "later.txt": "not_yet_valid",
        "earlier.txt": "unknown_key",
        "genuine.jpg": "genuine",
        "other.jpg": "no_code",
        "nothing.bin": "unreadable",
    }
    assert set(opened.asked) <= {"/static/vendor/icons.svg"}  # a browser keeps it; a test's network does not
    assert [line for line in opened.said if "Content Security Policy" in line] == []


def test_file_of_fifty_megabytes_is_refused_unread(opened: CheckPage, tmp_path: Path) -> None:
    large = tmp_path / "large.png"
    large.write_bytes(b"\x89PNG" + bytes(50_000_000))

    opened.page.set_input_files("#file", large)

    opened.page.wait_for_selector("#result[data-verdict=too_large]")


def test_page_shows_what_was_signed_and_the_signed_photograph(opened: CheckPage, pdf: bytes) -> None:
    opened.check("genuine.pdf", pdf)

    text = re.sub(r"\s+", " ", opened.page.locator("#result").inner_text())
    assert text == (
        "Genuine and in force Compare the signed details with the person and the passport. "
        "Family name ABARA Given names Nkem Date of birth 1992-03 Number of the travel document X0000001 "
        "Programme Fictional programme Statement The health requirements of this programme were met. "
        "Issued on 20 Nov 2026 Valid until 19 May 2027 Issued by Fictional clinic Certificate number K-0000-TEST"
    )
    assert opened.page.locator("#result img").evaluate("img => img.decode().then(() => img.naturalWidth)") == 300


def test_page_shows_nothing_of_an_altered_paper(opened: CheckPage, pdf: bytes) -> None:
    opened.check("altered.pdf", pdf.replace(b"%PDF-1.7", b"%PDF-1.6"))

    assert opened.page.locator("#result dl").count() == 0
    assert "ABARA" not in opened.page.content()


def test_page_states_the_date_and_the_age_of_the_list(opened: CheckPage) -> None:
    fingerprint = read_trust_list(opened.trust).fingerprint()

    assert opened.page.locator("#trust").inner_text() == (
        f"Trust list of 20 Nov 2026, age in days: 1. Signed by Fictional organization, key {fingerprint}."
    )


def test_pasted_text_is_checked_and_said_to_be_the_code_alone(opened: CheckPage) -> None:
    opened.page.locator("summary", has_text="Check the text of a code").click()
    opened.page.fill("#text", f"  {code_with()}\n")

    opened.page.get_by_role("button", name="Check", exact=True).click()

    opened.page.wait_for_selector("#result[data-verdict=genuine]")
    assert opened.page.locator("#result > p").inner_text() == (
        "Only the code was checked. Compare these details with the paper: what differs was not signed."
    )


@pytest.fixture
def before_the_camera(browser: Browser, tmp_path: Path) -> Iterator[CheckPage]:
    """A browser whose camera sees a certificate held before it."""
    film = tmp_path / "film.mjpeg"
    film.write_bytes(picture(code_with()) * 5)
    filming = browser.browser_type.launch(
        executable_path=chromium_path(), args=[*ARGUMENTS, f"--use-file-for-fake-video-capture={film}"]
    )
    yield open_page(filming, trust_text())
    filming.close()


def test_camera_takes_the_code_and_lets_go(before_the_camera: CheckPage) -> None:
    opened = before_the_camera

    opened.page.get_by_role("button", name="Use the camera").click()

    opened.page.wait_for_selector("#result[data-verdict=genuine]")
    assert opened.page.locator("#view").is_hidden()
    assert opened.page.locator("#view").evaluate("view => view.srcObject") is None


def test_changed_trust_list_is_not_used(browser: Browser) -> None:
    text = trust_text().replace("Fictional clinic", "Another clinic")
    context = browser.new_context(timezone_id="UTC")
    changed = CheckPage(page=context.new_page(), trust=text)
    changed.page.route("**/*", changed.answer)
    changed.page.goto(f"{HOST}/verify")

    verdict = changed.check("genuine.txt", code_with().encode())

    assert verdict == "no_trust_list"
    context.close()


@pytest.fixture
def served_code(live_site: str, settings: Settings, tmp_path: Path) -> str:
    """A code signed by a key of the running program, whose trust list is published."""
    settings.DATA_DIR = tmp_path
    at = datetime.now(UTC)
    signer = signer_for(issuer="S-TEST", issuer_name="Fictional clinic", at=at)
    issue_trust_list(organization="Fictional organization", revoked=[], at=at)
    claims = replace(CLAIMS, issued_on=at.date().isoformat(), expires_on="2999-12-31")
    return to_text(signer.sign(claims.to_payload()))


def check_offline(page: Page, live_site: str, code: str) -> None:
    page.goto(f"{live_site}/verify")
    expect(page.locator("#trust")).to_contain_text("Fictional organization")
    page.context.set_offline(True)
    page.set_input_files("#file", {"name": "code.txt", "mimeType": "text/plain", "buffer": code.encode()})
    page.wait_for_selector("#result[data-verdict=genuine]")


def test_page_as_served_checks_with_the_network_cut(page: Page, live_site: str, served_code: str) -> None:
    check_offline(page, live_site, served_code)

    shown = page.locator("#result dd").all_inner_texts()
    assert (shown[0], shown[-2]) == ("ABARA", "Fictional clinic")
    page.context.set_offline(False)
    check_accessible(page)
    keep_picture(page, "verify", whole=True)


def test_page_can_be_used_by_everybody_in_arabic(arabic: Page, live_site: str, served_code: str) -> None:
    check_offline(arabic, live_site, served_code)

    arabic.context.set_offline(False)
    check_accessible(arabic)
    keep_picture(arabic, "verify-arabic", whole=True)


def test_page_fits_a_phone(phone_page: Page, live_site: str, served_code: str) -> None:
    check_offline(phone_page, live_site, served_code)

    assert phone_page.evaluate("document.documentElement.scrollWidth") == 390


def test_page_weighs_little(page: Page, live_site: str) -> None:
    weight = weigh(page, f"{live_site}/verify")

    assert weight.first <= 200_000
    assert weight.afterwards <= 30_000
