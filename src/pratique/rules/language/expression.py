"""One condition, ready for use: parsed, checked, and with all its renderings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pratique.rules.language.checking import check
from pratique.rules.language.evaluation import Answer, decide
from pratique.rules.language.facts import Fact
from pratique.rules.language.javascript import JavaScript
from pratique.rules.language.nodes import Atom, Node, names_in
from pratique.rules.language.parser import parse
from pratique.rules.language.sentences import sentence
from pratique.rules.language.surely import surely
from pratique.rules.language.xpath import XPath


@dataclass(frozen=True, kw_only=True, slots=True)
class Expression:
    """A condition over a closed vocabulary."""

    text: str
    node: Node
    vocabulary: Mapping[str, Fact]

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names_in(self.node)))

    def answer(self, facts: Mapping[str, Any]) -> Answer:
        return decide(self.node, facts.get, self.vocabulary)[0]

    def deciding_atoms(self, facts: Mapping[str, Any]) -> tuple[Atom, ...]:
        return decide(self.node, facts.get, self.vocabulary)[1]

    def javascript(self, wanted: bool = True) -> str:
        """The body of a function of `facts` that is true where the condition surely has the wanted answer."""
        return surely(self.node, wanted, JavaScript(self.vocabulary))

    def xpath(self, wanted: bool = True, root: str = "/data") -> str:
        """XPath with OpenRosa's functions that is true where the condition surely has the wanted answer."""
        return surely(self.node, wanted, XPath(self.vocabulary, root))

    def sentence(self, language: str) -> str:
        return sentence(self.node, self.vocabulary, language)


def expression(text: str, vocabulary: Mapping[str, Fact], constants: Mapping[str, Any] | None = None) -> Expression:
    node = parse(text, constants)
    check(node, vocabulary, {})
    return Expression(text=text, node=node, vocabulary=vocabulary)
