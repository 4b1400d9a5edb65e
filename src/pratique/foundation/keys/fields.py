"""A text column that the database sees only sealed, bound to its table, column and record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage
from django.core.exceptions import FieldError
from django.db import models

from pratique.foundation.keys.ring import Place
from pratique.foundation.keys.store import open_sealed, seal

if TYPE_CHECKING:
    _BinaryField = models.BinaryField[str, str]
else:
    _BinaryField = models.BinaryField


class _OpensWhenRead:
    """Opens the sealed text when the attribute is read, and keeps it open on that record."""

    def __init__(self, field: EncryptedTextField) -> None:
        self._field = field

    def __get__(self, record: models.Model | None, owner: type | None = None) -> Any:
        if record is None:
            return self
        name = self._field.attname
        if name not in record.__dict__:
            record.refresh_from_db(fields=[name])
        value = record.__dict__[name]
        if isinstance(value, bytes):
            value = open_sealed(value, self._field.place_in(record)).decode()
            record.__dict__[name] = value
        return value

    def __set__(self, record: models.Model, value: str | bytes) -> None:
        record.__dict__[self._field.attname] = value


class EncryptedTextField(_BinaryField):
    """Text sealed with AES-256-GCM. `bound_to` names a field that is set before saving and never changes.

    Neither `filter` nor `update` can use it: compare a blind index in a column of its own.
    """

    descriptor_class = _OpensWhenRead

    def __init__(self, *args: Any, bound_to: str = "pk", **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)
        self.bound_to = bound_to

    def _check_str_default_value(self) -> list[CheckMessage]:
        return []  # the column is bytes, the value is text

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return str(name), path, list(args), kwargs | {"bound_to": self.bound_to}

    def place_in(self, record: models.Model) -> Place:
        key = getattr(record, self.bound_to)
        if key is None or key == "":
            raise FieldError(f"{self.name} is bound to {self.bound_to}, which must be set before saving")
        return Place(record._meta.db_table, str(self.column), str(key))

    def pre_save(self, model_instance: models.Model, add: bool) -> _Sealed:
        text = getattr(model_instance, self.attname)
        return _Sealed(seal(text.encode(), self.place_in(model_instance)))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if not isinstance(value, _Sealed):
            raise FieldError(f"{self.name} is sealed record by record: change the record and save it")
        return super().get_db_prep_save(bytes(value), connection)

    def get_lookup(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is sealed: compare its blind index")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes:
        return bytes(value)


class _Sealed(bytes):
    """Bytes that were sealed for one record."""
