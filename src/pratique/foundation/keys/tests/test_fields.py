import pytest
from django.core.exceptions import FieldError
from django.db import connection, models, transaction

from pratique.foundation.keys.fields import EncryptedTextField
from pratique.foundation.keys.ring import SealedError

pytestmark = pytest.mark.django_db


class Note(models.Model):
    """A record with one sealed text, for these tests only."""

    number = models.CharField(max_length=16, primary_key=True)
    text = EncryptedTextField(bound_to="number")

    class Meta:
        app_label = "keys_tests"
        managed = False
        db_table = "keys_tests_note"


@pytest.fixture(autouse=True)
def _table(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE keys_tests_note (number varchar(16) PRIMARY KEY, text bytea NOT NULL)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS keys_tests_note")


def stored(number: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM keys_tests_note WHERE number = %s", [number])
        return bytes(cursor.fetchone()[0])


@pytest.mark.parametrize("text", ["", "detained", "شهادة", "x" * 5000])
def test_text_comes_back(text: str) -> None:
    Note.objects.create(number="N-1", text=text)

    assert Note.objects.get(number="N-1").text == text
    assert len(stored("N-1")) == 5 + 12 + len(text.encode()) + 16


def test_database_never_sees_the_text() -> None:
    Note.objects.create(number="N-1", text="detained")

    assert b"detained" not in stored("N-1")


def test_changed_text_is_sealed_anew() -> None:
    note = Note.objects.create(number="N-1", text="detained")
    before = stored("N-1")

    note = Note.objects.get(number="N-1")
    note.text = "free"
    note.save()

    assert Note.objects.get(number="N-1").text == "free"
    assert stored("N-1") != before


def test_deferred_text_is_fetched_when_read() -> None:
    Note.objects.create(number="N-1", text="detained")

    assert Note.objects.defer("text").get(number="N-1").text == "detained"


def test_secret_moved_to_another_record_does_not_open() -> None:
    Note.objects.create(number="N-1", text="detained")
    Note.objects.create(number="N-2", text="free")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE keys_tests_note SET text = %s WHERE number = 'N-2'", [stored("N-1")])

    with pytest.raises(SealedError):
        _ = Note.objects.get(number="N-2").text


def test_search_and_bulk_change_are_refused() -> None:
    Note.objects.create(number="N-1", text="detained")

    with pytest.raises(FieldError, match="compare its blind index"):
        Note.objects.filter(text="detained").exists()
    with pytest.raises(FieldError, match="record by record"), transaction.atomic():
        Note.objects.update(text="free")
    assert Note.objects.get(number="N-1").text == "detained"


def test_record_without_its_number_is_refused() -> None:
    with pytest.raises(FieldError, match="which must be set before saving"), transaction.atomic():
        Note.objects.create(number="", text="detained")
