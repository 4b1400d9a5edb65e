"""Chromium for the journeys: where it is, how it starts, what a page weighs, and whether everybody can use it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, CDPSession, Page, Playwright

from pratique.foundation.actors.models import User

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "tests/vendor/axe.min.js"
PICTURES = ROOT / "test-results/pictures"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Nothing outside this machine is ever asked; a camera is there, and shows a test picture.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
LAPTOP = {"viewport": {"width": 1366, "height": 768}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
# What lies under a bar at this moment is reached by scrolling; the check looks at the page without its bars on top.
BARS = "place => document.querySelectorAll('.top, .foot').forEach(bar => { bar.style.position = place })"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def chromium_path() -> str:
    """The machine's own Chromium or Chrome, empty when there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), "")


def start(playwright: Playwright) -> Browser:
    """A headless Chromium that speaks to this machine only."""
    return playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)


@contextmanager
def new_page(browser: Browser, *, language: str = "en", **screen: Any) -> Iterator[Page]:
    """A page in a browser profile of its own; at its end, no script may have failed and no policy been broken."""
    context = browser.new_context(locale=language, timezone_id="UTC", **screen)
    context.set_default_timeout(10_000)
    troubles: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if "Content Security Policy" in line.text else None)
    try:
        yield page
    finally:
        context.close()
    assert not troubles, "\n".join(troubles)


def speak(page: Page, address: str, language: str) -> None:
    """The pages at that address speak this language from now on."""
    page.context.add_cookies([{"name": "django_language", "value": language, "url": address}])


def sign_in(page: Page, address: str, user: User) -> None:
    """This browser is signed in as that person from now on, as after the sign-in page with its second factor."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


def awake(page: Page) -> None:
    """Waits until the page's own scripts have taken hold of it."""
    page.wait_for_selector("html[data-awake=yes]", state="attached")


def check_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA that can be found by program."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(BARS, "static")
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    page.evaluate(BARS, "")
    told = [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
    assert not told, "\n".join(told)


@dataclass(frozen=True)
class Weight:
    """What a page costs on the line, in bytes as sent, headers included."""

    first: int
    afterwards: int


def _load(page: Page, devtools: CDPSession, address: str) -> int:
    sizes: list[float] = []

    def count(event: dict[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    devtools.on("Network.loadingFinished", count)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    devtools.remove_listener("Network.loadingFinished", count)
    return round(sum(sizes))


def weigh(page: Page, address: str) -> Weight:
    """Loads the address with an empty cache, then again with what the first time left there."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.clearBrowserCache")
    first = _load(page, devtools, address)
    page.goto("about:blank")
    afterwards = _load(page, devtools, address)
    devtools.detach()
    return Weight(first=first, afterwards=afterwards)


def picture(page: Page, name: str, *, whole: bool = False) -> Path:
    """A picture of the page, kept outside git for people to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=whole)
    return path
