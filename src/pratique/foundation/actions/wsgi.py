"""The handler that the web server calls: a request whose encoding is none is read as if it named nothing."""

import codecs
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters


class ReadableRequest(WSGIRequest):
    """Django fails on `charset=hex` before anything could answer, wherever the address has a query."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        kind, parameters = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        if "charset" in parameters and not _is_text_encoding(parameters["charset"]):
            meta = {**meta, "CONTENT_TYPE": kind}
        super()._set_content_type_params(meta)  # type: ignore[misc]


class ReadableHandler(WSGIHandler):
    request_class = ReadableRequest


def _is_text_encoding(name: str) -> bool:
    try:
        return bool(codecs.lookup(name)._is_text_encoding)
    except LookupError:
        return False
