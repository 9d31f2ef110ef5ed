"""What hangs together with what changed: from row to row, in v1, over its own indexes."""

from __future__ import annotations

from collections.abc import Callable

from psycopg import sql

from migrator.part.statements import Statements
from migrator.part.wholes import TABLES, Table
from migrator.settings import Settings

# Asked for fewer ids, v1 is asked column by column. For the planner, a cursor (as postgres_fdw uses) is in a hurry: for rows of
# which one of several columns holds such an id, it looks through the whole table, however few they are.
FEW = 5000


class Reach:
    """The ids that were reached. {rest}.reached holds them, with the step in which each was."""

    def __init__(self, statements: Statements, settings: Settings) -> None:
        self.statements = statements
        self.indexed = indexed(settings)
        statements.run(
            "create unlogged table {rest}.reached (kind text, id text, step integer, primary key (kind, id)); "
            "create index on {rest}.reached (step, kind)"
        )
        present: dict[str, set[str]] = {}
        for name, column in statements.run(
            "select table_name, column_name from {ours}.v1_column where is_present and table_name = any({names})",
            names=sql.Literal(list(TABLES)),
        ):
            present.setdefault(name, set()).add(column)
        self.tables: dict[str, Table] = {name: TABLES[name] for name in TABLES if name in present}
        self.columns = {
            name: [column for column in table.names if column in present[name]] for name, table in self.tables.items()
        }
        # The table whose rows were looked at, whose ids they named that were not reached before, and how many.
        self.steps: list[tuple[str, set[str], int]] = []
        self.followed: dict[tuple[str, str], int] = {}

    def add(self, name: str, rows: sql.Composable) -> int:
        """Reach what rows of a table name; `rows` is a statement that returns them. How many there are."""
        named = sql.SQL(", ").join(
            sql.SQL("({}, {})").format(sql.Identifier(column), sql.Literal(kind))
            for column in self.columns[name]
            for kind in self.tables[name].kinds(name, column)
        )
        found, reached, kinds = self.statements.run(
            "with found as ({rows}), added as (insert into {rest}.reached select distinct named.kind, named.id, {step} from found "
            "cross join lateral (values {named}) as named (id, kind) where named.id is not null on conflict do nothing returning kind) "
            "select (select count(*) from found), (select count(*) from added), array(select distinct kind from added)",
            rows=rows, step=sql.Literal(len(self.steps)), named=named,
        ).fetchone() or (0, 0, [])  # fmt: skip
        if kinds:
            self.steps.append((name, set(kinds), reached))
        return int(found)

    def add_where(self, name: str, *conditions: sql.Composable) -> None:
        """Reach what the rows of v1 name that meet one of the conditions; v1 is asked for each of them."""
        columns = sql.SQL(", ").join(map(sql.Identifier, self.columns[name]))
        asked = [
            self.statements.sql("select {columns} from {foreign}.{table} where {condition}", columns=columns, table=name, condition=condition)
            for condition in conditions
        ]  # fmt: skip
        self.add(name, sql.SQL(" union all ").join(asked))

    def follow(self) -> None:
        """From what was reached to what names it, and so on, until no step has news for any column.

        Columns by which v1 can only look through all rows are asked once the others have no more news.
        """
        moving = True
        while moving:
            moving = self.ask(lambda *column: column in self.indexed) or self.ask(lambda *_: True)

    def ask(self, may: Callable[[str, str], bool]) -> bool:
        """Ask the columns that may be asked for what was reached since they were last; whether any was."""
        moving = False
        for name in self.tables:
            news = {column: self.news(name, column) for column in self.columns[name] if may(name, column)}
            asked = [self.any_of(name, column, steps) for column, steps in news.items() if steps]
            if asked:
                moving = True
                if max(sum(self.steps[step][2] for step in steps) for steps in news.values()) > FEW:
                    asked = [sql.SQL(" or ").join(asked)]
                self.add_where(name, *asked)
        return moving

    def news(self, name: str, column: str) -> list[int]:
        """The steps that reached ids which this column may hold, and was not asked for yet."""
        kinds = self.tables[name].kinds(name, column)
        # Rows that told their own id were looked at, unless another column of theirs told it.
        others = [other for other in self.columns[name] if other != column]
        knows_itself = column == "id" and not any(name in self.tables[name].kinds(name, other) for other in others)
        since = self.followed.get((name, column), 0)
        self.followed[name, column] = len(self.steps)
        return [
            step
            for step, (source, reached, _) in enumerate(self.steps[since:], since)
            if reached.intersection(kinds) and not (knows_itself and source == name)
        ]

    def any_of(self, name: str, column: str, steps: list[int]) -> sql.Composed:
        """Does the column hold an id of these steps? As a parameter, they travel to v1, which looks up no other rows."""
        return self.statements.sql(
            "{column} = any(array(select id from {rest}.reached where kind = any({kinds}) and step = any({steps})))",
            column=column, kinds=sql.Literal(list(self.tables[name].kinds(name, column))), steps=sql.Literal(steps),
        )  # fmt: skip

    def named(self, name: str) -> sql.Composed:
        """Is a row of the table, called t, one that was reached? It told what it is called itself."""
        return self.statements.sql(
            "coalesce(t.{key} in ({ids}), false)", key=self.tables[name].key[0], ids=self.ids(name)
        )

    def ids(self, name: str) -> sql.Composed:
        """A query of what such rows are called."""
        kinds = self.tables[name].kinds(name, self.tables[name].key[0])
        return self.statements.sql(
            "select id from {rest}.reached where kind = any({kinds})", kinds=sql.Literal(list(kinds))
        )


def indexed(settings: Settings) -> set[tuple[str, str]]:
    """The columns of v1 by which an index finds rows."""
    with settings.v1.connect() as v1:
        v1.read_only = True
        return set(
            v1.execute(
                "select relname::text, attname::text from pg_index inner join pg_class on pg_class.oid = indrelid "
                "inner join pg_attribute on attrelid = indrelid and attnum = indkey[0] "
                "where relnamespace = to_regnamespace(quote_ident(%s)) and indisvalid and indpred is null",
                (settings.v1.schema,),
            )
        )
