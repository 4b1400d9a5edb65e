"""A request with an encoding that is none is answered like any other."""

import io

import pytest

from pratique.foundation.actions.wsgi import ReadableRequest


@pytest.mark.parametrize(
    ("charset", "encoding"), [("hex", None), ("utf-16-nonsense", None), ("latin-1", "latin-1"), ("utf-8", "utf-8")]
)
def test_an_encoding_that_is_none_is_passed_over(charset, encoding):
    environ = {
        "REQUEST_METHOD": "POST",
        "QUERY_STRING": "before=XX-2026",
        "CONTENT_TYPE": f"text/csv; charset={charset}",
        "wsgi.input": io.BytesIO(b""),
    }

    request = ReadableRequest(environ)

    assert request.GET["before"] == "XX-2026"
    assert request.content_type == "text/csv"
    assert request.encoding == encoding
