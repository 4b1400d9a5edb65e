import json
import logging
import sys

from hypothesis import given
from hypothesis import strategies as st

from pratique.foundation.supervisor.logs import JsonLines

typed = st.text(min_size=6, max_size=40).filter(lambda text: text.isprintable() and text not in "ValueErrorTypeError")


def line_of(logger, message, *arguments, **more):
    record = logging.LogRecord(logger, logging.ERROR, __file__, 1, message, arguments, more.pop("exc_info", None))
    vars(record).update(more)
    written = JsonLines().format(record)
    assert "\n" not in written
    return json.loads(written)


def test_our_own_messages_carry_identifiers():
    line = line_of("pratique.areas.people", "registered %s", "P-7K3M-9QX4", person="P-7K3M-9QX4", site="S-1")

    assert (line["message"], line["person"], line["site"]) == ("registered P-7K3M-9QX4", "P-7K3M-9QX4", "S-1")
    assert (line["level"], line["logger"]) == ("error", "pratique.areas.people")


def test_messages_of_others_are_written_before_anything_was_put_into_them():
    line = line_of("django.request", "Not Found: %s", "/people/?name=Amina")

    assert line["message"] == "Not Found: %s"


def test_extras_that_are_not_known_are_left_out():
    assert "name" not in line_of("pratique", "saved", surname="Haddad", answer="positive")
    assert "surname" not in line_of("pratique", "saved", surname="Haddad")


@given(value=typed)
def test_the_message_of_an_exception_is_never_written(value):
    try:
        try:
            raise ValueError(value)
        except ValueError as error:
            raise TypeError(f"cannot use {value}") from error
    except TypeError:
        line = line_of("pratique.areas.people", "failed", exc_info=sys.exc_info())

    assert line["exception"] == ["builtins.TypeError", "builtins.ValueError"]
    assert value not in json.dumps([line["exception"], line["message"]], ensure_ascii=False)
    assert line["frames"][0].endswith("test_the_message_of_an_exception_is_never_written")


def test_a_request_shows_its_path_without_the_query():
    class Request:
        method, path = "GET", "/people/P-7K3M-9QX4"

    line = line_of("django.request", "%s: %s", "Internal Server Error", "x", request=Request(), status_code=500)

    assert (line["method"], line["path"], line["status"]) == ("GET", "/people/P-7K3M-9QX4", 500)
