"""Reads the text of a condition into nodes, and says where a text can't be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pratique.rules.language.nodes import (
    And,
    Arithmetic,
    Compare,
    Has,
    Incomplete,
    Known,
    Literal,
    Name,
    Node,
    Not,
    Or,
    Shift,
    Surely,
    Value,
)

LONGEST_TEXT = 4000
DEEPEST_NESTING = 40
COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")
UNITS = ("months", "days")
WORDS = frozenset({"and", "or", "not", "in", "has", "is", "known", "unknown", "incomplete", "surely", "true", "false"})

TOKEN = re.compile(
    r"""\s*(?:
      (?P<date>\d{4}-\d{2}-\d{2})(?!\w)
    | (?P<number>\d+(?:\.\d+)?)(?!\w)
    | (?P<text>"[^"\n]*")
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<sign>==|!=|<=|>=|[<>()+,*\-])
    )""",
    re.VERBOSE | re.ASCII,
)


class BadExpression(ValueError):
    """A condition that can't be used: `at` is the place in its text, `word` what was not understood."""

    def __init__(self, problem: str, *, at: int | None = None, word: str = "") -> None:
        super().__init__(problem)
        self.at = at
        self.word = word


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    if len(text) > LONGEST_TEXT:
        raise BadExpression(f"a condition of {len(text)} characters is too long")
    found: list[Token] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            at = len(text) - len(text[at:].lstrip())
            raise BadExpression(f"can't read {text[at : at + 12]!r}", at=at)
        found.append(Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)))
        at = match.end()
    return found


def parse(text: str, constants: Mapping[str, Any] | None = None) -> Node:
    """The condition as nodes; names of constants are replaced by their values."""
    parser = _Parser(text, constants or {})
    node = parser.either()
    parser.finish()
    return node


def parse_value(text: str, constants: Mapping[str, Any] | None = None) -> Value:
    """A computed value, such as `exam_on + 6 months`."""
    parser = _Parser(text, constants or {})
    value = parser.value()
    parser.finish()
    return value


class _Parser:
    def __init__(self, text: str, constants: Mapping[str, Any]) -> None:
        self.source = text
        self.constants = constants
        self.tokens = tokens(text)
        self.at = 0
        self.depth = 0

    def either(self) -> Node:
        parts = [self.both()]
        while self.accept("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def both(self) -> Node:
        parts = [self.negation()]
        while self.accept("and"):
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def negation(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            raise self.problem("the condition is nested too deeply")
        node: Node = Not(self.negation()) if self.accept("not") else self.primary()
        self.depth -= 1
        return node

    def primary(self) -> Node:
        if self.accept("("):
            return self.closed(self.either())
        if self.accept("surely"):
            self.expect("(")
            return Surely(self.closed(self.either()))
        return self.comparison()

    def closed(self, node: Node) -> Node:
        self.expect(")")
        return node

    def comparison(self) -> Node:
        left = self.value()
        for operator in COMPARISONS:
            if self.accept(operator):
                return Compare(operator, left, self.value())
        if self.accept("in") or self.accept("has"):
            return Has(self.plain_name(left), self.values())
        if self.accept("is"):
            return self.knowledge(self.plain_name(left))
        if isinstance(left, Shift | Arithmetic):
            raise self.problem("a comparison is wanted")
        return left

    def knowledge(self, name: str) -> Node:
        if self.accept("known"):
            return Known(name)
        if self.accept("unknown"):
            return Not(Known(name))
        self.expect("incomplete")
        return Incomplete(name)

    def value(self) -> Value:
        """Sums of products; an amount that is followed by a unit moves a date."""
        base = self.product()
        while self.peek() in ("+", "-"):
            operator = self.take().text
            amount = self.product()
            if self.peek() in UNITS:
                base = Shift(base, 1 if operator == "+" else -1, amount, self.take().text)
            else:
                base = Arithmetic(operator, base, amount)
        return base

    def product(self) -> Value:
        base = self.term()
        while self.accept("*"):
            base = Arithmetic("*", base, self.term())
        return base

    def term(self) -> Value:
        token = self.take()
        match token.kind:
            case "date":
                try:
                    return Literal(date.fromisoformat(token.text))
                except ValueError as error:
                    raise BadExpression(f"{token.text} is not a date", at=token.at) from error
            case "number":
                return Literal(float(token.text) if "." in token.text else int(token.text))
            case "text":
                return Literal(token.text[1:-1])
            case "name":
                return self.named(token)
        raise self.problem("a fact or a value is wanted", token)

    def named(self, token: Token) -> Value:
        if token.text in ("true", "false"):
            return Literal(token.text == "true")
        if token.text in WORDS:
            raise self.problem("a fact or a value is wanted", token)
        if token.text in self.constants:
            return Literal(self.constants[token.text])
        return Name(token.text)

    def values(self) -> tuple[Any, ...]:
        if not self.accept("("):
            listed = self.term()
            if isinstance(listed, Literal) and isinstance(listed.value, list | tuple):
                return tuple(listed.value)
            raise self.problem("a list is wanted")
        found = [self.literal()]
        while self.accept(","):
            found.append(self.literal())
        self.expect(")")
        return tuple(found)

    def literal(self) -> Any:
        term = self.term()
        if isinstance(term, Literal):
            return term.value
        raise self.problem("a value is wanted")

    def plain_name(self, value: Value) -> str:
        if isinstance(value, Name):
            return value.name
        raise self.problem("the name of a fact is wanted")

    def peek(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def accept(self, text: str) -> bool:
        if self.peek() == text and self.tokens[self.at].kind in ("name", "sign"):
            self.at += 1
            return True
        return False

    def take(self) -> Token:
        if self.at >= len(self.tokens):
            raise self.problem("the text ends too early")
        self.at += 1
        return self.tokens[self.at - 1]

    def expect(self, text: str) -> None:
        if not self.accept(text):
            raise self.problem(f"{text!r} is wanted")

    def finish(self) -> None:
        if self.at < len(self.tokens):
            raise self.problem("nothing more is wanted")

    def problem(self, what: str, at: Token | None = None) -> BadExpression:
        if at is None and self.at >= len(self.tokens):
            return BadExpression(what, at=len(self.source))
        token = at or self.tokens[self.at]
        return BadExpression(f"{what}, not {token.text!r}", at=token.at, word=token.text)
