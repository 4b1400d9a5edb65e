"""A condition as an outline that a reader can follow: "all of these", "one of these", and plain lines below."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pratique.rules.language.evaluation import COMPARE
from pratique.rules.language.facts import Fact
from pratique.rules.language.nodes import And, Compare, Literal, Name, Node, Not, Or, Surely
from pratique.rules.language.sentences import Speaker

ALL, ANY, NOT = "all", "any", "not"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """One line, or several joined: `joint` is all, any, or not (not certain of what stands below)."""

    text: str = ""
    joint: str = ""
    parts: "tuple[Outline, ...]" = ()


def outline(
    node: Node,
    facts: Mapping[str, Fact],
    language: str,
    definitions: Mapping[str, Node],
    names: Mapping[str, Mapping[str, str]],
) -> Outline:
    """Defined conditions are replaced by what they mean, but for those that have words of their own (`names`)."""
    meant = {name: part for name, part in definitions.items() if name not in names}
    speaker = Speaker(facts, language, names)
    found = _Outliner(speaker, meant).part(node, True)
    return Outline(text=speaker.say(found.text)) if found in (ALWAYS, NEVER) else found


ALWAYS, NEVER = Outline(text="always"), Outline(text="never")


class _Outliner:
    def __init__(self, speaker: Speaker, definitions: Mapping[str, Node]) -> None:
        self.speaker = speaker
        self.definitions = definitions

    def part(self, node: Node, wanted: bool) -> Outline:
        match node:
            case Name(name) if name in self.definitions:
                return self.part(self.definitions[name], wanted)
            case Not(inner):
                return self.part(inner, not wanted)
            case And(parts) | Or(parts):
                return self.joined(ALL if isinstance(node, And) is wanted else ANY, parts, wanted)
            case Surely(inner):
                # For a reader "surely" says nothing more; only its opposite does.
                certain = self.part(inner, True)
                return certain if wanted else Outline(joint=NOT, parts=(certain,))
            case Compare(symbol, Literal(left), Literal(right)):
                return ALWAYS if COMPARE[symbol](left, right) is wanted else NEVER
            case Literal(value):
                return ALWAYS if value is wanted else NEVER
        return Outline(text=self.speaker.atom(node, wanted))

    def joined(self, joint: str, parts: tuple[Node, ...], wanted: bool) -> Outline:
        """Parts that are joined the same way stand on one level, each line once, and nothing that changes nothing."""
        neutral, ender = (ALWAYS, NEVER) if joint == ALL else (NEVER, ALWAYS)
        found: dict[Outline, None] = {}
        for one in parts:
            inner = self.part(one, wanted)
            found.update(dict.fromkeys(inner.parts if inner.joint == joint else (inner,)))
        if ender in found:
            return ender
        found.pop(neutral, None)
        kept = tuple(one for one in found if not _is_absorbed(one, found))
        return Outline(joint=joint, parts=kept) if len(kept) > 1 else kept[0] if kept else neutral


def _is_absorbed(one: Outline, beside: Iterable[Outline]) -> bool:
    """`x or (y and x)` says no more than `x`."""
    return any(other in one.parts for other in beside if other is not one and one.joint != NOT)
