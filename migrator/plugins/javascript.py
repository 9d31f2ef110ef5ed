"""What the variables of a JavaScript or TypeScript file may hold, as far as that can be told without running it.

tree-sitter parses; here its tree becomes a few kinds of values, in which every way a value could turn out is kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

DEPTH = 60
PARSER = Parser(Language(tree_sitter_typescript.language_typescript()))  # JavaScript is TypeScript without types
ADDING = {"push", "unshift", "splice"}
COMPARISONS = {"==", "===", "!=", "!==", "<", ">", "<=", ">=", "instanceof", "in"}
FUNCTIONS = {
    "arrow_function",
    "function_expression",
    "function_declaration",
    "generator_function",
    "generator_function_declaration",
    "method_definition",
}
# What stands around a value without changing which one it is.
WRAPPERS = {
    "await_expression",
    "non_null_expression",
    "parenthesized_expression",
    "sequence_expression",
    "spread_element",
    "unary_expression",
    "yield_expression",
}


@dataclass(frozen=True)
class Text:
    """A text that stands in the file."""

    value: str


@dataclass(frozen=True)
class Scalar:
    """A number (value None), true or false."""

    value: bool | None


@dataclass(frozen=True)
class Env:
    """process.env.NAME."""

    name: str


@dataclass(frozen=True)
class Name:
    """A variable, or a path of members of one."""

    path: str
    line: int


@dataclass(frozen=True)
class Items:
    """An array."""

    values: tuple[Value, ...]


@dataclass(frozen=True)
class Record:
    """An object literal; a pair without key is a spread."""

    pairs: tuple[tuple[str | None, Value], ...]

    def get(self, *keys: str) -> Value | None:
        """The last value under one of the keys."""
        return next((value for key, value in reversed(self.pairs) if key in keys), None)


@dataclass(frozen=True)
class Call:
    """A function call; `function` is its path, or empty when it is called on a literal."""

    function: str
    arguments: tuple[Value, ...]
    line: int


@dataclass(frozen=True)
class Either:
    """Parts joined by operators: any of them may be the value."""

    parts: tuple[Value, ...]


Value = Text | Scalar | Env | Name | Items | Record | Call | Either
NOTHING = Either(())


@dataclass
class Source:
    """A file: what its variables were given, the environment variables and texts in it, and where it could not be read."""

    bindings: dict[str, list[Value]] = field(default_factory=dict)
    env: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    damaged_line: int | None = None

    def bind(self, name: str, value: Value) -> None:
        """Note one more value of a variable."""
        self.bindings.setdefault(name, []).append(value)


def read(text: str) -> Source:
    """Read a file. Code that is no JavaScript is stepped over; `damaged_line` says where the first of it stands."""
    tree = PARSER.parse(text.encode())
    source = Source()
    for node in nodes(tree.root_node):
        note(source, node)
    if tree.root_node.has_error and source.damaged_line is None:
        source.damaged_line = 1
    return source


def nodes(root: Node, but: Collection[str] = ()) -> Iterator[Node]:
    """The tree in the order of the text; kinds in `but` are not entered."""
    left = [root]
    while left:
        node = left.pop()
        yield node
        if node.type not in but:
            left.extend(reversed(node.children))


def note(source: Source, node: Node) -> None:
    """Take what one node says: an assignment, wherever it stands, a text, an environment variable, or damage."""
    match node.type:
        case "variable_declarator":
            declared(source, node)
        case "assignment_expression" | "augmented_assignment_expression":
            if isinstance(left := value_of(node.child_by_field_name("left")), Name):
                source.bind(left.path, value_of(node.child_by_field_name("right")))
        case "call_expression":
            if isinstance(call := value_of(node), Call):
                owner, _, method = call.function.rpartition(".")
                if owner and method in ADDING:
                    source.bind(owner, Items(call.arguments))
        case "export_statement":
            if exported := node.child_by_field_name("value"):
                source.bind("module.exports", value_of(exported))
        case "member_expression" | "subscript_expression":
            if isinstance(read_from := value_of(node), Env):
                source.env.add(read_from.name)
        case "string_fragment":
            source.texts.add(text_of(node))
    if (node.is_missing or (node.is_error and node.parent is not None)) and source.damaged_line is None:
        source.damaged_line = line_of(node)


def declared(source: Source, node: Node) -> None:
    """`const name = value`, also `const { A, B: b, C = "default" } = process.env`."""
    name, given = node.child_by_field_name("name"), node.child_by_field_name("value")
    if name is None or given is None:
        return
    value = value_of(given)
    if name.type == "identifier":
        source.bind(text_of(name), value)
    elif name.type == "object_pattern" and isinstance(value, Name) and value.path == "process.env":
        for pattern in name.named_children:
            names = [text_of(one) for one in nodes(pattern, {"string"}) if "identifier" in one.type]
            if names:
                has_own_name = pattern.type == "pair_pattern" and len(names) > 1
                source.env.add(names[0])
                source.bind(names[1] if has_own_name else names[0], Env(names[0]))


def value_of(node: Node | None, depth: int = 0) -> Value:
    """What an expression may be."""
    if node is None or depth > DEPTH:
        return NOTHING
    parts = [one for one in node.named_children if one.type != "comment"]
    match node.type:
        case "string":
            return Text(unquoted(node))
        case "template_string":
            filled = [part.named_child(0) for part in parts if part.type == "template_substitution"]
            values = tuple(value_of(one, depth + 1) for one in filled)
            return Either((*values, Scalar(None))) if filled else Text(unquoted(node))
        case "number" | "regex":
            return Scalar(None)
        case "true" | "false":
            return Scalar(node.type == "true")
        case "identifier" | "shorthand_property_identifier" | "this" | "import" | "super":
            return Name(text_of(node), line_of(node))
        case "member_expression":
            return member(value_of(parts[0], depth + 1), text_of(parts[-1]), line_of(node))
        case "subscript_expression":
            key = value_of(node.child_by_field_name("index"), depth + 1)
            return member(value_of(parts[0], depth + 1), key.value if isinstance(key, Text) else "", line_of(node))
        case "call_expression" | "new_expression":
            given = node.child_by_field_name("arguments")
            arguments = given.named_children if given and given.type == "arguments" else parts[1:]  # else: f`template`
            return called(value_of(parts[0], depth + 1), some(arguments, depth + 1), line_of(node))
        case "array":
            return Items(some(parts, depth + 1))
        case "object":
            return Record(tuple(pair for part in parts for pair in pairs_of(part, depth + 1)))
        case "ternary_expression":  # the condition chooses the value
            return Either(tuple(value_of(part, depth + 1) for part in parts[1:]))
        case "binary_expression":
            operator = node.child_by_field_name("operator")
            return joined(text_of(operator) if operator else "", some(parts, depth + 1))
        case "as_expression" | "satisfies_expression":
            return value_of(parts[0], depth + 1)
        case kind if kind in WRAPPERS:
            found = some(parts, depth + 1)
            return found[0] if len(found) == 1 else Either(found)
        case kind if kind in FUNCTIONS:
            return returned(node.child_by_field_name("body"), depth + 1)
    return NOTHING


def some(parts: Sequence[Node], depth: int) -> tuple[Value, ...]:
    """The values of several expressions, null and undefined left out."""
    return tuple(value for part in parts if (value := value_of(part, depth)) != NOTHING)


def joined(operator: str, values: tuple[Value, ...]) -> Value:
    """Two operands. What is compared is not the value; an environment variable that is compared is still worth naming."""
    if operator in COMPARISONS:
        return Either(tuple(value for value in values if isinstance(value, Env)))
    return Either(values[-1:] if operator == "&&" else values)


def pairs_of(node: Node, depth: int) -> Iterator[tuple[str | None, Value]]:
    """What one part of an object literal adds to it."""
    if node.type == "shorthand_property_identifier":
        yield text_of(node), value_of(node, depth)
    elif node.type == "spread_element":
        yield None, value_of(node, depth)
    elif key := node.child_by_field_name("key") or node.child_by_field_name("name"):
        given = node if node.type == "method_definition" else node.child_by_field_name("value")
        yield key_of(key, depth), value_of(given, depth)


def key_of(node: Node, depth: int) -> str:
    """A key of an object literal: a name, a text, or `[computed]`."""
    if node.type == "computed_property_name":
        computed = value_of(node.named_child(0), depth)
        return computed.value if isinstance(computed, Text) else computed.path if isinstance(computed, Name) else ""
    return unquoted(node) if node.type == "string" else text_of(node)


def called(function: Value, arguments: tuple[Value, ...], line: int) -> Call:
    """`function(arguments)`; a chain of calls keeps the arguments of all of them."""
    match function:
        case Name(path):
            return Call(path, arguments, line)
        case Call(path, earlier):
            return Call(path, earlier + arguments, line)
    return Call("", (function, *arguments), line)


def returned(body: Node | None, depth: int) -> Value:
    """What a function returns."""
    if body is None or body.type != "statement_block":
        return value_of(body, depth)
    statements = (node for node in nodes(body, FUNCTIONS) if node.type == "return_statement")
    return Either(tuple(value_of(statement.named_child(0), depth) for statement in statements))


def member(value: Value, name: str, line: int) -> Value:
    """`value.name`."""
    match value:
        case Name(path):
            return Env(name) if path == "process.env" and name else Name(f"{path}.{name}", line)
        case Call(function, arguments):
            return Call(f"{function}.{name}", arguments, line)
        case Env() | Text():  # process.env.X.trim(), "a,b".split
            return Either((value,))
    return value


def text_of(node: Node) -> str:
    """The code of a node."""
    return (node.text or b"").decode(errors="replace")


def unquoted(node: Node) -> str:
    """The text in a string or template literal."""
    return re.sub(r"\\(.)", r"\1", text_of(node)[1:-1])


def line_of(node: Node) -> int:
    """Where a node begins, counted from 1."""
    return node.start_point[0] + 1
