"""Form definitions: what is asked at the stations, when each question is shown, and which facts the answers bring."""

from pratique.rules.forms.engine import all_normal, check, limits_at, shown
from pratique.rules.forms.javascript import javascript
from pratique.rules.forms.loader import BadForm, form, forms
from pratique.rules.forms.model import UNKNOWN, Checked, Form, FormFact, Limits, Option, Problem, Question, Section
from pratique.rules.forms.problems import problem_sentence

__all__ = [
    "UNKNOWN",
    "BadForm",
    "Checked",
    "Form",
    "FormFact",
    "Limits",
    "Option",
    "Problem",
    "Question",
    "Section",
    "all_normal",
    "check",
    "form",
    "forms",
    "javascript",
    "limits_at",
    "problem_sentence",
    "shown",
]
