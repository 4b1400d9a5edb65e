"""An expected no: a code, a sentence that says what to do, and details."""

from typing import TYPE_CHECKING, Any, NoReturn

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NOT_PERMITTED = "not_permitted"
NOT_FOUND = "not_found"


class Refusal(Exception):
    """Raised by actions and queries; each door translates it (form problem, HTTP status, exit code).

    `code` is stable and dotted; `sentence` tells a person what was wrong and what to do; `details`
    are plain values that the door may show or a program may read. Never personal data.
    """

    def __init__(self, code: str, sentence: "_StrPromise | str", **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.details = details
        self.is_recorded = False

    def __str__(self) -> str:
        return self.code

    @property
    def status(self) -> int:
        """The HTTP status that says the same."""
        if self.code == NOT_PERMITTED:
            return 403
        if self.code == NOT_FOUND:
            return 404
        return 409 if self.code.endswith(".stale") else 422


def refuse_not_permitted() -> NoReturn:
    """Say that the role does not include this deed."""
    raise Refusal(NOT_PERMITTED, _("Your role here does not include this. Ask a supervisor if it should."))


def refuse_not_found() -> NoReturn:
    """Say the same for what is not there and for what this actor may not know of."""
    raise Refusal(NOT_FOUND, _("Nothing is here under this number. Check it, or search by name."))
