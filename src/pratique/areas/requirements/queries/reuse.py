"""How long results may serve an authority again, and whether one that is there does, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pratique.areas.requirements.queries.steps import METHOD_WORDS
from pratique.rules.language.nodes import Literal
from pratique.rules.language.sentences import sentence
from pratique.rules.requirements import vocabulary
from pratique.rules.requirements.model import ReuseRow
from pratique.rules.requirements.reuse import NoReuse, Reuse


def reuse_sentences(row: ReuseRow, language: str) -> tuple[str, ...]:
    """What a rule of reuse says, one sentence for each of its parts."""
    if row.within_months == 0:
        return (_("Only a result of the exam itself serves."),)
    sentences = [
        ngettext(
            "A result serves for %(months)s month, counted to the exam.",
            "A result serves for %(months)s months, counted to the exam.",
            row.within_months,
        )
        % {"months": row.within_months}
    ]
    if row.own_sites:
        sentences.append(_("Only from a site that this authority appointed."))
    if row.methods:
        methods = ", ".join(str(METHOD_WORDS[method]) for method in row.methods)
        sentences.append(_("Only by this method: %(methods)s.") % {"methods": methods})
    if not isinstance(row.when, Literal):
        sentences.append(_("Only if: %(condition)s.") % {"condition": sentence(row.when, vocabulary(), language)})
    return tuple(sentences)


def refusal_words(reuse: Reuse, language: str) -> str:
    """Why a result does not serve, in one sentence. Empty where it does."""
    if reuse.refused is None:
        return ""
    if reuse.refused is NoReuse.CONDITION and reuse.rule is not None:
        condition = sentence(reuse.rule.when, vocabulary(), language)
        return _("It serves only if: %(condition)s. This is not so, or not known yet.") % {"condition": condition}
    if reuse.rule is not None and reuse.rule.within_months == 0:
        return _("Only a result of the exam itself serves.")
    return {
        NoReuse.NO_RULE: _("The rules of this authority say nothing of using it again: it is done anew."),
        NoReuse.LATER: _("It is dated after the exam."),
        NoReuse.AGE: _("It is too old on the day of the exam."),
        NoReuse.METHOD: _("It was made by another method than this authority takes."),
        NoReuse.SITE: _("It was made where this authority appointed nobody."),
        NoReuse.EXPIRY: _("It will be too old on the day of departure."),
    }[reuse.refused]
