"""A browser on this computer, the checking page in it, and papers to check."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from pratique.config import env

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)


@pytest.fixture(scope="module")
def camera_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the browser's camera sees; a test writes the pictures (JPEG after JPEG) before it opens the camera."""
    return tmp_path_factory.mktemp("camera") / "film.mjpeg"


@pytest.fixture(scope="module")
def browser(camera_film: Path) -> Iterator[Browser]:
    """The system's Chromium; without one the stories that need it are skipped by name.

    Closed after each module: while it runs, Django refuses the database to the same thread.
    """
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None and "chromium" in env.REQUIRE.read():
        pytest.fail("Chromium is required and was not found")
    if found is None:
        pytest.skip("no Chromium on this computer")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=found,
            args=[*_ARGUMENTS, f"--use-file-for-fake-video-capture={camera_film}"],
        )
        yield running
        running.close()
