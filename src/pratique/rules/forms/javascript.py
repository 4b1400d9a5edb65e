"""The skip logic of a form as one script file for the page: no eval, no inline code, the same answers as here."""

import json
from collections.abc import Iterable

from pratique.rules.forms.model import Form


def javascript(form: Form) -> str:
    """`window.pratiqueForms[code]` with, for each question that has one, when it is shown and when it is required.

    Each function takes the facts: what was recorded before without this form's own questions, and over it the typed
    answers on the page (true and false for yes and no, numbers, ISO dates, lists); what is unknown is absent or null.
    """
    show = ((one.code, one.show_when.javascript()) for one in form.questions if one.show_when is not None)
    required = ((one.code, one.required_when.javascript()) for one in form.questions if one.required_when is not None)
    return (
        '"use strict";\n'
        "window.pratiqueForms = window.pratiqueForms || {};\n"
        f"window.pratiqueForms[{json.dumps(form.code)}] = {{\n"
        f"  edition: {json.dumps(form.edition)},\n"
        f"  show: {{\n{_functions(show)}  }},\n"
        f"  required: {{\n{_functions(required)}  }},\n"
        "};\n"
    )


def _functions(conditions: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f"    {json.dumps(code)}: function (facts) {{ return {condition}; }},\n" for code, condition in conditions
    )
