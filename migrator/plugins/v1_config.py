"""What a v1 medusa-config.js names: plugins, modules, options. The file is read, never run.

Only names leave this module: of plugins, options and environment variables, and true/false. A value that
stands in the file itself may be a secret; it is dropped, and the option is marked as holding one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from migrator.errors import MigrationError

DEPTH = 60
FOLLOWED = 10_000  # variables looked up: far more than any real file has
LISTS = {"filter", "concat", "flat", "map"}
PATHS = {"require.resolve", "path.resolve", "path.join", "resolve", "join"}
TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?(?:\*/|\Z)|\A\#![^\n]*)
      |(?P<text>"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)
      |(?P<number>\d[\w.]*)
      |(?P<name>[^\W\d][\w$]*|\$[\w$]*)
      |(?P<op>=>|\.\.\.|\?\?=|\?\?|\?\.(?!\d)|\|\|=?|&&=?|[=!]==?|[<>]=?|[+\-*/%&|^]=|.)""",
    re.VERBOSE | re.DOTALL,
)
PACKAGE = re.compile(r"(@[a-z0-9-]+/)?medusa-[a-z0-9-]+|@medusajs/[a-z0-9-]+")
REGEX = re.compile(r"/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*")
CLOSING = {"(": ")", "[": "]", "{": "}"}
COMPARISONS = {"==", "===", "!=", "!==", "<", ">", "<=", ">=", "instanceof", "in"}
PREFIXES = {"new", "await", "async", "typeof", "void", "delete", "yield", "!", "-", "+", "~", "..."}
INFIXES = COMPARISONS | {
    "||",
    "&&",
    "??",
    "?",
    ":",
    "+",
    "-",
    "*",
    "/",
    "%",
    "&",
    "|",
    "^",
    "=>",
    "=",
    "as",
    "satisfies",
    "of",
}
DECLARATIONS = {"const", "let", "var"}


@dataclass(frozen=True)
class Token:
    """A word of the file. kind: text, template, number, name, op."""

    kind: str
    text: str
    line: int


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


T = TypeVar("T")
Value = Text | Scalar | Env | Name | Items | Record | Call | Either
NOTHING = Either(())


@dataclass(frozen=True)
class Option:
    """One option: the environment variables it reads, true/false, or that its value stands in the file."""

    name: str
    env: tuple[str, ...] = ()
    flag: bool | None = None
    is_literal: bool = False


@dataclass(frozen=True)
class Entry:
    """A plugin or module that the file names."""

    name: str
    options: tuple[Option, ...] = ()

    def option(self, name: str) -> Option | None:
        """The option of that name."""
        return next((option for option in self.options if option.name == name), None)


@dataclass(frozen=True)
class V1Config:
    """Everything the generator needs of a medusa-config.js."""

    plugins: tuple[Entry, ...] = ()
    modules: tuple[Entry, ...] = ()
    project: tuple[Option, ...] = ()
    flags: tuple[Option, ...] = ()
    env: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Plugins, then modules."""
        return self.plugins + self.modules


def read(path: Path) -> V1Config:
    """Read the file at `path`."""
    try:
        return parse(path.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise MigrationError(f"cannot read {path}: {error.strerror}.", "name v1's medusa-config.js.") from None


def parse(source: str) -> V1Config:
    """Read a configuration; odd code is reported in `unread`, never an error."""
    reader = Reader(tokens(source))
    reader.statements()
    return Lookup(reader).config()


def tokens(source: str, line: int = 1) -> list[Token]:
    """The words of a JavaScript or TypeScript source, without comments."""
    found: list[Token] = []
    position = 0
    while position < len(source):
        if source[position] == "`":
            end = template_end(source, position)
            found.append(Token("template", source[position:end], line))
        elif (regex := REGEX.match(source, position)) and regex_may_start(found):
            end = regex.end()
            found.append(Token("number", "0", line))
        else:
            match = TOKEN.match(source, position)
            assert match  # its last alternative is any character
            end = match.end()
            if match.lastgroup != "space":
                found.append(Token(str(match.lastgroup), match.group(), line))
        line += source.count("\n", position, end)
        position = end
    return found


def regex_may_start(before: Sequence[Token]) -> bool:
    """Is a slash here the start of a regular expression, not a division?"""
    return not before or (before[-1].kind == "op" and before[-1].text not in {")", "]", "}"})


def template_end(source: str, start: int) -> int:
    """Where the template literal that begins at `start` ends."""
    position, depth = start + 1, 0
    while position < len(source):
        char = source[position]
        if char == "\\":
            position += 1
        elif source.startswith("${", position):
            depth += 1
            position += 1
        elif depth and char in "{}":
            depth += 1 if char == "{" else -1
        elif not depth and char == "`":
            return position + 1
        position += 1
    return len(source)


@dataclass
class Reader:
    """A tolerant reader of statements and expressions: it always moves on, and takes what it recognizes."""

    words: list[Token]
    position: int = 0
    depth: int = 0
    bindings: dict[str, list[Value]] = field(default_factory=dict)
    envs: set[str] = field(default_factory=set)

    def peek(self, ahead: int = 0) -> str:
        """Text of a coming operator or name, "" for anything else."""
        place = self.position + ahead
        if place < len(self.words) and self.words[place].kind in ("op", "name"):
            return self.words[place].text
        return ""

    def take(self, *texts: str) -> bool:
        """Step over the next word if it is one of these."""
        if self.peek() in texts:
            self.position += 1
            return True
        return False

    @property
    def line(self) -> int:
        return self.words[min(self.position, len(self.words) - 1)].line if self.words else 1

    @property
    def at_end(self) -> bool:
        return self.position >= len(self.words)

    def bind(self, name: str, value: Value) -> None:
        self.bindings.setdefault(name, []).append(value)

    def statements(self, until: str = "") -> None:
        """Read assignments, wherever they stand; blocks and functions are looked into."""
        while not self.at_end:
            if until and self.take(until):
                return
            if self.take("export") and self.take("default"):
                self.bind("module.exports", self.expression())
            elif self.take("return"):
                self.bind("return", self.expression())
            elif self.take("import"):
                self.skip_import()
            elif self.take(*DECLARATIONS):
                self.declaration()
            elif self.words[self.position].kind == "name":
                self.assignment()
            elif self.take("{"):
                self.nested("}")
            else:
                self.position += 1

    def nested(self, until: str) -> None:
        """Statements of a block; too deep a nest is stepped through flat."""
        if self.depth < DEPTH:
            self.depth += 1
            self.statements(until)
            self.depth -= 1

    def skip_import(self) -> None:
        """`import a, { b } from "c"`: only names of other files."""
        while not self.at_end and self.words[self.position].kind not in ("text", "template") and not self.take(";"):
            self.position += 1

    def declaration(self) -> None:
        """`const name = value`, also `const { a, b } = process.env`."""
        if self.peek() == "{":
            start = self.position
            self.skip_group()
            words = self.words[start : self.position]
            if self.take("="):
                value = self.expression()
                if isinstance(value, Name) and value.path == "process.env":
                    self.destructured(words)
            return
        name = self.peek()
        self.position += 1
        if self.take(":"):
            while not self.at_end and self.peek() not in ("=", ";"):
                self.position += 1
        if self.take("="):
            self.bind(name, self.expression())

    def destructured(self, words: Sequence[Token]) -> None:
        """`{ A, B: b, C = "default" }` taken out of process.env."""
        for index, word in enumerate(words):
            if word.kind == "name" and words[index - 1].text in ("{", ","):
                renamed = words[index + 1].text == ":" and words[index + 2].kind == "name"
                self.envs.add(word.text)
                self.bind(words[index + 2].text if renamed else word.text, Env(word.text))

    def assignment(self) -> None:
        """`name = value`, `name.push(value)`; any other statement is read and dropped."""
        start = self.position
        value = self.primary()
        if isinstance(value, Name) and self.take("=", "+=", "||=", "??="):
            if self.peek() != ">":
                self.bind(value.path, self.expression())
        elif isinstance(value, Call):
            owner, _, method = value.function.rpartition(".")
            if owner and method in ("push", "unshift", "splice"):
                self.bind(owner, Items(value.arguments))
        if self.position == start:
            self.position += 1

    def skip_group(self) -> None:
        """Step over a bracketed group."""
        depth = 0
        while not self.at_end:
            word = self.peek()
            self.position += 1
            depth += (word in CLOSING) - (word in CLOSING.values())
            if not depth:
                return

    def expression(self) -> Value:
        """Operands joined by operators; ends at a comma, a closing bracket, or where a new statement begins."""
        if self.depth >= DEPTH:
            self.skip_group()
            return NOTHING
        self.depth += 1
        parts: list[Value] = []
        drop = False
        while not self.at_end:
            while self.take(*PREFIXES):
                pass
            start = self.position
            part = self.primary()
            if self.position == start:
                break
            operator = self.peek()
            # What is compared is not the value; the variable behind a comparison is still worth naming.
            if isinstance(part, Env) or not (drop or operator in COMPARISONS):
                parts.append(part)
            drop = operator in COMPARISONS or operator in ("as", "satisfies")
            if operator in ("?", "&&"):  # a condition chooses the value
                parts.clear()
            if not self.take(*INFIXES):
                break
            if operator == "=>" and self.take("{"):
                parts = [self.function_body()]
                break
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def function_body(self) -> Value:
        """What a function returns."""
        before = self.bindings.pop("return", [])
        self.nested("}")
        returned = self.bindings.pop("return", [])
        if before:
            self.bindings["return"] = before
        return Either(tuple(returned))

    def primary(self) -> Value:
        """One operand with its members and calls."""
        if self.at_end:
            return NOTHING
        word = self.words[self.position]
        if word.kind == "op" and word.text not in CLOSING:
            return NOTHING
        self.position += 1
        value: Value
        if word.kind == "text":
            value = Text(re.sub(r"\\(.)", r"\1", word.text[1:].rstrip(word.text[0])))
        elif word.kind == "template":
            value = self.template(word)
        elif word.kind == "number":
            value = Scalar(None)
        elif word.text == "(":
            value = Either(tuple(self.listed(")")))
        elif word.text == "[":
            value = Items(tuple(self.listed("]")))
        elif word.text == "{":
            value = self.record()
        elif word.text == "function":
            while not self.at_end and not self.take("{"):
                self.position += 1
            value = self.function_body()
        elif word.text in ("true", "false"):
            value = Scalar(word.text == "true")
        elif word.text in ("null", "undefined"):
            value = NOTHING
        else:
            value = Name(word.text, word.line)
        return self.members(value, word.line)

    def members(self, value: Value, line: int) -> Value:
        """`.a`, `["a"]`, `?.a`, `!`, `(…)` behind an operand."""
        while not self.at_end:
            if self.take(".", "?."):
                if self.peek() not in ("[", "("):
                    value = member(value, self.words[self.position].text if not self.at_end else "", line)
                    self.position += 1
            elif self.peek() == "[" and isinstance(value, Name):
                self.position += 1
                keys = self.listed("]")
                value = member(value, keys[0].value if keys and isinstance(keys[0], Text) else "", line)
            elif self.peek() == "(" and not isinstance(value, Text | Scalar):
                self.position += 1
                arguments = tuple(self.listed(")"))
                if isinstance(value, Name):
                    value = Call(value.path, arguments, line)
                elif isinstance(value, Call):
                    value = Call(value.function, value.arguments + arguments, line)
                else:
                    value = Call("", (value, *arguments), line)
            elif self.peek() == "!" and self.peek(1) in (",", ")", "]", "}", ";", "."):
                self.position += 1
            else:
                break
        if isinstance(value, Env):
            self.envs.add(value.name)
        return value

    def listed(self, until: str) -> list[Value]:
        """Values between commas, up to the closing bracket."""
        values: list[Value] = []
        while not self.at_end and not self.take(until):
            start = self.position
            value = self.expression()
            if value != NOTHING:
                values.append(value)
            if self.position == start:
                self.position += 1
        return values

    def record(self) -> Value:
        """The pairs of an object literal."""
        pairs: list[tuple[str | None, Value]] = []
        while not self.at_end and not self.take("}"):
            start = self.position
            if self.take("..."):
                pairs.append((None, self.expression()))
            elif (key := self.key()) is not None:
                if self.take(":"):
                    pairs.append((key, self.expression()))
                elif self.peek() == "(":  # a method: its name and what it returns
                    self.skip_group()
                    if self.take("{"):
                        pairs.append((key, self.function_body()))
                elif self.peek() in (",", "}"):
                    pairs.append((key, Name(key, self.line)))
            if self.position == start:
                self.position += 1
        return Record(tuple(pairs))

    def key(self) -> str | None:
        """A key of an object literal."""
        word = self.words[self.position]
        if word.kind in ("name", "number"):
            self.position += 1
            if (
                word.text in ("async", "get", "set")
                and self.position < len(self.words)
                and self.words[self.position].kind == "name"
            ):
                return self.key()
            return word.text
        if word.kind in ("text", "template"):
            self.position += 1
            return word.text.strip("\"'`")
        if self.take("["):
            keys = self.listed("]")
            found = keys[0] if keys else NOTHING
            return found.value if isinstance(found, Text) else found.path if isinstance(found, Name) else ""
        return None

    def template(self, word: Token) -> Value:
        """A template literal: a text, or the values it is made of."""
        body = word.text[1:].removesuffix("`")
        if "${" not in body:
            return Text(body)
        parts: list[Value] = []
        if self.depth < DEPTH:
            for match in re.finditer(r"\$\{(.*?)\}", body, re.DOTALL):
                inner = Reader(tokens(match.group(1), word.line), depth=self.depth + 1, envs=self.envs)
                parts.append(inner.expression())
        return Either((*parts, Scalar(None)))


def member(value: Value, name: str, line: int) -> Value:
    """`value.name`."""
    if isinstance(value, Name):
        return Env(name) if value.path == "process.env" and name else Name(f"{value.path}.{name}", line)
    if isinstance(value, Env | Text):  # process.env.X.trim(), "a,b".split
        return Either((value,))
    if isinstance(value, Call):
        return Call(f"{value.function}.{name}", value.arguments, line)
    return value


class Lookup:
    """Finds plugins, modules and options in what a Reader read."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.unread: dict[str, None] = {}
        self.open: set[str] = set()
        self.followed = 0

    def config(self) -> V1Config:
        """The whole answer."""
        roots = [record for value in self.reader.bindings.get("module.exports", []) for record in self.records(value)]
        plugins = self.section(roots, "plugins")
        modules = self.section(roots, "modules")
        project = [record for value in self.section(roots, "projectConfig") for record in self.records(value)]
        flags = [record for value in self.section(roots, "featureFlags") for record in self.records(value)]
        found_plugins = unique(entry for value in plugins for entry in self.entries(value))
        if not found_plugins and not roots:
            self.unread["no module.exports with a list of plugins was found"] = None
        return V1Config(
            found_plugins,
            unique(entry for value in modules for entry in self.module_entries(value)),
            tuple(option for record in project for option in self.options(record)),
            tuple(option for record in flags for option in self.options(record)),
            tuple(sorted(self.reader.envs)),
            self.mentions(),
            (*self.unread, *unbalanced(self.reader.words)),
        )

    def mentions(self) -> tuple[str, ...]:
        """Every text of the file that looks like a Medusa package, read as a plugin or not."""
        texts = {word.text.strip("\"'`") for word in self.reader.words if word.kind in ("text", "template")}
        return tuple(sorted(text for text in texts if PACKAGE.fullmatch(text)))

    def section(self, roots: Sequence[Record], key: str) -> list[Value]:
        """What a key of the configuration holds, with what was pushed into a variable of that name."""
        values = [value for root in roots if (value := root.get(key)) is not None]
        values = values or list(self.reader.bindings.get(key, []))
        for owner, bound in self.reader.bindings.items():
            if owner.endswith(f".{key}") and owner.count(".") <= 2:
                values += bound
        return values

    def deref(self, name: Name) -> list[Value]:
        """The values given to a variable."""
        bound = self.reader.bindings.get(name.path, [])
        if not bound and "." in name.path:
            owner, _, key = name.path.rpartition(".")
            for value in self.reader.bindings.get(owner, []):
                if isinstance(value, Record) and (found := value.get(key)) is not None:
                    return [found]
        return [value for value in bound if not (isinstance(value, Name) and value.path == "process.env")]

    def follow(self, name: Name, visit: Callable[[Value], Iterator[T]]) -> Iterator[T]:
        """Visit the values given to a variable; one that is made of itself is visited once."""
        if name.path in self.open or len(self.open) >= DEPTH or self.followed >= FOLLOWED:
            return
        self.followed += 1
        self.open.add(name.path)
        for value in self.deref(name):
            yield from visit(value)
        self.open.discard(name.path)

    def records(self, value: Value) -> Iterator[Record]:
        """Every object literal that `value` may be."""
        if isinstance(value, Record):
            for key, spread in value.pairs:
                if key is None:
                    yield from self.records(spread)
            yield value
        elif isinstance(value, Name):
            yield from self.follow(value, self.records)
        elif isinstance(value, Call | Either):
            for part in value.arguments if isinstance(value, Call) else value.parts:
                yield from self.records(part)

    def entries(self, value: Value) -> Iterator[Entry]:
        """Every plugin that `value` may name."""
        if isinstance(value, Text):
            yield Entry(value.value)
        elif isinstance(value, Record):
            yield from self.entry(value)
        elif isinstance(value, Name):
            if not self.deref(value) and not self.is_process_env(value.path.rpartition(".")[0]):
                self.unread[f"line {value.line}: {value.path} comes from elsewhere"] = None
            yield from self.follow(value, self.entries)
        elif isinstance(value, Call):
            yield from self.called_entries(value)
        elif isinstance(value, Items | Either):
            for part in value.values if isinstance(value, Items) else value.parts:
                yield from self.entries(part)

    def called_entries(self, call: Call) -> Iterator[Entry]:
        """Plugins in a call: `[…].filter(Boolean)`, `plugins.concat(…)`, `require.resolve("…")`, `withDefaults({…})`."""
        owner, _, method = call.function.rpartition(".")
        if call.function in PATHS or method in LISTS or not call.function:
            if owner in self.reader.bindings:
                yield from self.entries(Name(owner, call.line))
            for argument in call.arguments:
                if not isinstance(argument, Name) or argument.path in self.reader.bindings:
                    yield from self.entries(argument)
            return
        # A text handed to a function may be a secret: only what says `resolve` is a plugin.
        found = [entry for argument in call.arguments for one in self.records(argument) for entry in self.entry(one)]
        yield from found
        if not found:
            self.unread[f"line {call.line}: what {call.function}() returns"] = None

    def entry(self, record: Record, key: str = "") -> Iterator[Entry]:
        """The plugin or module that an object literal describes."""
        resolve = record.get("resolve")
        name = next(self.texts(resolve), "") if resolve is not None else ""
        if name or key:
            options = record.get("options")
            records = self.records(options) if options is not None else ()
            yield Entry(name or key, tuple(option for one in records for option in self.options(one)))
        for spread in (value for name, value in record.pairs if name is None):
            yield from self.entries(spread)
        if resolve is not None and not name:
            self.unread["an entry whose name is computed"] = None

    def module_entries(self, value: Value) -> Iterator[Entry]:
        """v1 writes modules as an object: key -> a name, or an object with `resolve`."""
        found = False
        for record in self.records(value):
            if record.get("resolve") is not None:
                continue
            found = True
            for key, one in record.pairs:
                if key is None:
                    continue
                named = list(self.records(one))
                for inner in named:
                    yield from self.entry(inner, key)
                if not named:
                    yield from self.entries(one)
        if not found:
            yield from self.entries(value)

    def options(self, record: Record) -> Iterator[Option]:
        """The options of an object literal, values left out."""
        for key, value in record.pairs:
            if key is None:
                continue
            env = tuple(dict.fromkeys(self.env(value)))
            flag = value.value if isinstance(value, Scalar) else None
            yield Option(key, env, flag, not env and any(True for _ in self.texts(value)))

    def env(self, value: Value) -> Iterator[str]:
        """Environment variables that `value` reads."""
        return (part.name for part in self.leaves(value) if isinstance(part, Env))

    def texts(self, value: Value) -> Iterator[str]:
        """Texts in `value`."""
        return (part.value for part in self.leaves(value) if isinstance(part, Text))

    def leaves(self, value: Value) -> Iterator[Value]:
        """Everything that `value` is made of."""
        if isinstance(value, Name):
            owner, _, name = value.path.rpartition(".")
            if not self.deref(value) and self.is_process_env(owner):
                self.reader.envs.add(name)
                yield Env(name)
            yield from self.follow(value, self.leaves)
        elif isinstance(value, Items | Either | Call | Record):
            for one in parts(value):
                yield from self.leaves(one)
        else:
            yield value

    def is_process_env(self, name: str) -> bool:
        """`const env = process.env`."""
        return any(
            isinstance(value, Name) and value.path == "process.env" for value in self.reader.bindings.get(name, [])
        )


def parts(value: Items | Either | Call | Record) -> Sequence[Value]:
    """What a value is put together of."""
    if isinstance(value, Items):
        return value.values
    if isinstance(value, Either):
        return value.parts
    return value.arguments if isinstance(value, Call) else [one for _, one in value.pairs]


def unbalanced(words: Sequence[Token]) -> Iterator[str]:
    """Says so when brackets do not match: everything behind may be misread."""
    open_words: list[Token] = []
    for word in words:
        if word.kind != "op":
            continue
        if word.text in CLOSING:
            open_words.append(word)
        elif word.text in CLOSING.values() and (not open_words or CLOSING[open_words.pop().text] != word.text):
            yield f"line {word.line}: {word.text} closes nothing, or not what was opened"
            return
    if open_words:
        yield f"line {open_words[-1].line}: {open_words[-1].text} is never closed"


def unique(entries: Iterator[Entry]) -> tuple[Entry, ...]:
    """One entry per name, the one with most options."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.name not in found or len(entry.options) > len(found[entry.name].options):
            found[entry.name] = entry
    return tuple(found.values())
