from pathlib import Path

import pytest
from django.apps import apps

from pratique.areas.people.factories import make_consent, make_person
from pratique.config.cli.check import STORED_FILES, damaged_pages, files, tables
from pratique.foundation.actors.factories import make_actor
from pratique.foundation.files.store import FOLDER, Store

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def digest(folder) -> str:
    """The digest of a drawn signature that a consent names."""
    clerk = make_actor("reception")
    make_consent(clerk, make_person(clerk))
    return apps.get_model("people.Consent").objects.exclude(signature="").get().signature


def test_a_whole_folder_has_no_problems(digest, folder):
    assert [*tables(), *damaged_pages(), *files(folder)] == []


def test_a_damaged_file_is_named(digest, folder):
    Store(folder=folder / FOLDER).path(digest).write_bytes(b"something else")

    assert list(files(folder)) == [f"The stored file {digest} is damaged."]


def test_a_file_that_a_record_names_and_nobody_has_is_named(digest, folder):
    Store(folder=folder / FOLDER).path(digest).unlink()

    assert list(files(folder)) == [f"A consent names the file {digest}, which is not stored."]


def test_every_column_that_names_a_stored_file_is_looked_at():
    told = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if "digest of the" in getattr(field, "help_text", "")
    }

    assert told <= set(STORED_FILES)
