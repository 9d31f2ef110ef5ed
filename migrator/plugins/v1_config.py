"""What a v1 medusa-config.js names: plugins, modules, options. The file is read, never run.

Only names leave this module: of plugins, options and environment variables, and true/false. A value that
stands in the file itself may be a secret; it is dropped, and the option is marked as holding one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from migrator.errors import MigrationError
from migrator.plugins import javascript
from migrator.plugins.javascript import DEPTH, Call, Either, Env, Items, Name, Record, Scalar, Source, Text, Value

FOLLOWED = 10_000  # variables looked up: far more than any real file has
LISTS = {"filter", "concat", "flat", "map"}
PATHS = {"require.resolve", "path.resolve", "path.join", "resolve", "join"}
PACKAGE = re.compile(r"(@[a-z0-9-]+/)?medusa-[a-z0-9-]+|@medusajs/[a-z0-9-]+")
T = TypeVar("T")


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
    return Lookup(javascript.read(source)).config()


class Lookup:
    """Finds plugins, modules and options in what a file's variables may hold."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.unread: dict[str, None] = {}
        self.open: set[str] = set()
        self.followed = 0

    def config(self) -> V1Config:
        """The whole answer."""
        roots = [record for value in self.source.bindings.get("module.exports", []) for record in self.records(value)]
        plugins = self.section(roots, "plugins")
        modules = self.section(roots, "modules")
        project = [record for value in self.section(roots, "projectConfig") for record in self.records(value)]
        flags = [record for value in self.section(roots, "featureFlags") for record in self.records(value)]
        found_plugins = unique(entry for value in plugins for entry in self.entries(value))
        if not found_plugins and not roots:
            self.miss("no module.exports with a list of plugins was found")
        if self.source.damaged_line:
            self.miss(f"line {self.source.damaged_line}: this is no JavaScript; what stands there may be missing")
        return V1Config(
            found_plugins,
            unique(entry for value in modules for entry in self.module_entries(value)),
            tuple(option for record in project for option in self.options(record)),
            tuple(option for record in flags for option in self.options(record)),
            tuple(sorted(self.source.env)),
            self.mentions(),
            tuple(self.unread),
        )

    def miss(self, what: str) -> None:
        """Note once what could not be read."""
        self.unread[what] = None

    def mentions(self) -> tuple[str, ...]:
        """Every text of the file that looks like a Medusa package, read as a plugin or not."""
        return tuple(sorted(text for text in self.source.texts if PACKAGE.fullmatch(text)))

    def section(self, roots: Sequence[Record], key: str) -> list[Value]:
        """What a key of the configuration holds, with what was pushed into a variable of that name."""
        values = [value for root in roots if (value := root.get(key)) is not None]
        values = values or list(self.source.bindings.get(key, []))
        for owner, bound in self.source.bindings.items():
            if owner.endswith(f".{key}") and owner.count(".") <= 2:
                values += bound
        return values

    def deref(self, name: Name) -> list[Value]:
        """The values given to a variable."""
        bound = self.source.bindings.get(name.path, [])
        if not bound and "." in name.path:
            owner, _, key = name.path.rpartition(".")
            for value in self.source.bindings.get(owner, []):
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
                self.miss(f"line {value.line}: {value.path} comes from elsewhere")
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
            if owner in self.source.bindings:
                yield from self.entries(Name(owner, call.line))
            for argument in call.arguments:
                if not isinstance(argument, Name) or argument.path in self.source.bindings:
                    yield from self.entries(argument)
            return
        # A text handed to a function may be a secret: only what says `resolve` is a plugin.
        found = [entry for argument in call.arguments for one in self.records(argument) for entry in self.entry(one)]
        yield from found
        if not found:
            self.miss(f"line {call.line}: what {call.function}() returns")

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
            self.miss("an entry whose name is computed")

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
                self.source.env.add(name)
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
            isinstance(value, Name) and value.path == "process.env" for value in self.source.bindings.get(name, [])
        )


def parts(value: Items | Either | Call | Record) -> Sequence[Value]:
    """What a value is put together of."""
    if isinstance(value, Items):
        return value.values
    if isinstance(value, Either):
        return value.parts
    return value.arguments if isinstance(value, Call) else [one for _, one in value.pairs]


def unique(entries: Iterator[Entry]) -> tuple[Entry, ...]:
    """One entry per name, the one with most options."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.name not in found or len(entry.options) > len(found[entry.name].options):
            found[entry.name] = entry
    return tuple(found.values())
