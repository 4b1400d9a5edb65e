"""The key ring of this mission: made on first need, opened with the master key, shared by all processes."""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import partial
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from pratique.foundation.keys.master import begin_rotation, end_rotation, read_master_key
from pratique.foundation.keys.models import DataKey
from pratique.foundation.keys.ring import KeyRing, Place, UnknownKeyError

_INDEX_KEY: Final = 0
_opened: dict[str, KeyRing] = {}


def seal(secret: bytes, place: Place) -> bytes:
    return _ring().seal(secret, place)


def open_sealed(sealed: bytes, place: Place) -> bytes:
    try:
        return _ring().open(sealed, place)
    except UnknownKeyError:
        forget()
        return _ring().open(sealed, place)


def blind_index(text: str, *, table: str, column: str) -> str:
    return _ring().blind_index(text, table=table, column=column)


def rotate_data_key(*, at: datetime) -> int:
    """Add a key that seals from now on; the earlier ones stay to open what they sealed. Gives its number."""
    number = _ring().newest + 1
    _add(number, at=at)
    transaction.on_commit(forget)
    return number


def rotate_master_key() -> int:
    """Wrap every key of the ring with a new master key; gives their count.

    The file holds both master keys until the database has changed, so a power cut at any moment loses nothing.
    """
    begin_rotation(settings.MASTER_KEY_FILE)
    master = read_master_key(settings.MASTER_KEY_FILE)
    with transaction.atomic():
        keys = list(DataKey.objects.select_for_update().order_by("number"))
        for key in keys:
            name = _name(key.number)
            key.wrapped = master.wrap(master.unwrap(bytes(key.wrapped), name=name), name=name)
            key.save(update_fields=["wrapped"])
        transaction.on_commit(partial(end_rotation, settings.MASTER_KEY_FILE))
    return len(keys)


def forget() -> None:
    """Drop the opened ring: the next use reads it anew."""
    _opened.clear()


def make_ring(*, at: datetime) -> None:
    """The first keys, made with the tables: nothing is ever sealed with a key whose row could still be rolled back."""
    _add(_INDEX_KEY, at=at)
    _add(1, at=at)


def _ring() -> KeyRing:
    """The ring is kept open for each database, since reading it costs a query."""
    database = str(connection.settings_dict["NAME"])
    if database not in _opened:
        master = read_master_key(settings.MASTER_KEY_FILE)
        keys = {key.number: master.unwrap(bytes(key.wrapped), name=_name(key.number)) for key in DataKey.objects.all()}
        index_key = keys.pop(_INDEX_KEY)
        _opened[database] = KeyRing(keys, index_key)
    return _opened[database]


def _add(number: int, *, at: datetime) -> None:
    wrapped = read_master_key(settings.MASTER_KEY_FILE).wrap(secrets.token_bytes(32), name=_name(number))
    DataKey.objects.create(number=number, wrapped=wrapped, made_at=at)


def _name(number: int) -> str:
    return f"pratique data key {number}"
