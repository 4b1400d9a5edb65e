"""What every journey stands on: the program as it is served, and a browser of the machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, sync_playwright
from tests.journeys import browser as chromium

from pratique.config import env

# Playwright keeps an event loop in this thread; Django would take our plain queries for mistakes in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; skipped by name where the machine has none."""
    missing = [
        reason
        for is_there, reason in [
            (chromium.chromium_path(), "no Chromium on this machine: install the package chromium"),
            (chromium.AXE.exists(), "no axe: run `python tools/vendor.py --tests`"),
        ]
        if not is_there
    ]
    if missing and "chromium" in env.REQUIRE.read():
        pytest.fail(missing[0])
    if missing:
        pytest.skip(missing[0])
    with sync_playwright() as playwright:
        running = chromium.start(playwright)
        yield running
        running.close()


@pytest.fixture(scope="session")
def as_served(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Static files as a real installation has them: named by digest and compressed."""
    settings = {
        "STATIC_ROOT": str(tmp_path_factory.mktemp("static")),
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "pratique.foundation.ui.storage.HashedStaticFiles"},
        },
        "WHITENOISE_USE_FINDERS": False,
        "WHITENOISE_AUTOREFRESH": False,
    }
    with override_settings(**settings):
        call_command("collectstatic", interactive=False, verbosity=0)
    return settings


@pytest.fixture
def live_site(transactional_db: None, as_served: dict[str, Any]) -> Iterator[str]:
    """The address of the whole program over the test database, each request in a thread of its own."""
    with override_settings(**as_served):
        server = LiveServerThread("localhost", static_handler=lambda application: application, port=0)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        with override_settings(ALLOWED_HOSTS=["localhost"]):
            yield f"http://localhost:{server.port}"
        server.terminate()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A laptop's page in English."""
    with chromium.new_page(browser, **chromium.LAPTOP) as opened:
        yield opened


@pytest.fixture
def phone_page(browser: Browser) -> Iterator[Page]:
    """A phone's page in English."""
    with chromium.new_page(browser, **chromium.PHONE) as opened:
        yield opened


@pytest.fixture
def arabic(browser: Browser, live_site: str) -> Iterator[Page]:
    """A laptop's page in Arabic, from right to left."""
    with chromium.new_page(browser, language="ar", **chromium.LAPTOP) as opened:
        chromium.speak(opened, live_site, "ar")
        yield opened
