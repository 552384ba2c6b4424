"""Every statement that reaches PostgreSQL is text of ours, read from the code itself.

mypy takes LiteralString for str, so this is what keeps values out of SQL: a statement is a literal, or made of nothing
but literals (constants, names given only literals, conditions chosen among literals).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("layers", "functions", "sessions_host", "infra")
METHODS = {"run", "rows", "row", "dicts", "value", "values", "execute", "executemany", "stream", "copy"}
TYPED = {"rows", "row"}  # the first argument is the type of a row; of value and values it may be one
CONNECTIONS = {"tx", "cursor", "connection", "admin", "database", "db", "conn", "cur", "_connection", "seen", "own"}

# Statements that cannot be literals, each with what makes it safe.
ALLOWED = {
    "infra/sql/migrate.py": "runs the migration files of the repository",
    "sessions_host/sqlite_store.py": "reads WhatsApp's own SQLite file, of which the table is a constant of ours",
    "layers/recado/platform/db.py": "passes on what its callers give, which is checked where they call",
}


class Module:
    """A source file: where each name gets its values."""

    def __init__(self, source: str, name: str, others: "Sources | None" = None) -> None:
        self.name, self.others = name, others
        self.tree = ast.parse(source)
        self.scopes: dict[ast.AST, ast.AST] = {}
        self._walk(self.tree, self.tree)

    def _walk(self, node: ast.AST, scope: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            self.scopes[child] = scope
            inner = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            self._walk(child, child if inner else scope)

    def statements(self) -> Iterator[tuple[int, ast.expr]]:
        """Line and statement of every call that runs SQL."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and (statement := _statement(node)) is not None:
                yield node.lineno, statement

    def literal(self, node: ast.expr, seen: frozenset[str] = frozenset()) -> bool:
        """Whether the expression can be nothing but text written in the code."""
        match node:
            case ast.Constant(value=value):
                return isinstance(value, str | int)
            case ast.JoinedStr(values=parts):
                return all(self.literal(part, seen) for part in parts)
            case ast.FormattedValue(value=value, format_spec=spec):
                return self.literal(value, seen) or (spec is not None and ast.unparse(spec) == "f'd'")  # a number
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.literal(left, seen) and self.literal(right, seen)
            case ast.IfExp(body=body, orelse=orelse):
                return self.literal(body, seen) and self.literal(orelse, seen)
            case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
                return all(self.literal(value, seen) for value in values)
            case ast.Dict(keys=keys, values=values):
                return all(self.literal(each, seen) for each in [*keys, *values] if each is not None)
            case ast.Starred(value=value) | ast.Subscript(value=value):
                return self.literal(value, seen)
            case ast.GeneratorExp(elt=element) | ast.ListComp(elt=element):
                return self.literal(element, seen)
            case ast.Call():
                return self._call(node, seen)
            case ast.Name(id=name):
                return self._name(node, name, seen)
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                return self._imported(owner, name)
        return False

    def _call(self, node: ast.Call, seen: frozenset[str]) -> bool:
        match node.func:
            case ast.Attribute(value=ast.Constant(), attr="join"):
                return all(self.literal(argument, seen) for argument in node.args)
            case ast.Attribute(attr="get" | "values"):
                return self.literal(node.func.value, seen) and all(self.literal(a, seen) for a in node.args[1:])
            case ast.Name(id="matching"):
                return all(self._conditions(argument, seen) for argument in node.args)
            case ast.Name(id=name) if self._function(name) is not None:
                function = self._function(name)
                returns = [n for n in ast.walk(function or self.tree) if isinstance(n, ast.Return) and n.value]
                return bool(returns) and all(self.literal(n.value, seen | {name}) for n in returns if n.value)
        return False

    def _conditions(self, node: ast.expr, seen: frozenset[str]) -> bool:
        """Pairs of a condition and its value, of which the conditions are what counts."""
        if isinstance(node, ast.Name):
            values = [value for value in self._values(node, node.id) if value is not None]
            return bool(values) and all(self._conditions(value, seen) for value in values)
        if not isinstance(node, ast.Tuple | ast.List):
            return False
        return all(isinstance(pair, ast.Tuple) and self.literal(pair.elts[0], seen) for pair in node.elts)

    def _name(self, node: ast.expr, name: str, seen: frozenset[str]) -> bool:
        if name in seen:
            return True  # it adds to itself
        values = self._values(node, name)
        if not values:
            return self._imported("", name)
        return all(value is not None and self.literal(value, seen | {name}) for value in values)

    def _values(self, node: ast.AST, name: str) -> list[ast.expr | None]:
        """What is assigned to the name in the scopes around it; None for what cannot be followed."""
        scope: ast.AST | None = self.scopes.get(node, self.tree)
        while scope is not None:
            values = list(self._assigned(scope, name))
            if values:
                return values
            scope = None if scope is self.tree else self.scopes.get(scope, self.tree)
        return []

    def _assigned(self, scope: ast.AST, name: str) -> Iterator[ast.expr | None]:
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = scope.args.posonlyargs + scope.args.args + scope.args.kwonlyargs
            for position, argument in enumerate(arguments):
                if argument.arg == name:
                    yield from self._given(scope.name, position, name, argument)
        for node in ast.walk(scope):
            if self.scopes.get(node) is not scope:
                continue
            match node:
                case ast.Assign(targets=targets, value=value):
                    if any(isinstance(t, ast.Name) and t.id == name for t in targets):
                        yield value
                    for target in targets:
                        if isinstance(target, ast.Tuple):
                            yield from self._unpacked(target, value, name)
                case (
                    ast.AnnAssign(target=ast.Name(id=id_), value=value)
                    | ast.AugAssign(target=ast.Name(id=id_), value=value)
                ) if id_ == name and value is not None:
                    yield value
                case ast.Call(func=ast.Attribute(value=ast.Name(id=id_), attr="append"), args=[value]) if id_ == name:
                    yield value
                case ast.NamedExpr(target=ast.Name(id=id_), value=value) if id_ == name:
                    yield value
                case ast.For(target=target, iter=each) | ast.comprehension(target=target, iter=each):
                    if isinstance(target, ast.Name) and target.id == name:
                        yield each
                    elif isinstance(target, ast.Tuple):
                        yield from _of_each(target, each, name)

    def _unpacked(self, target: ast.Tuple, value: ast.expr, name: str) -> Iterator[ast.expr | None]:
        """`a, b = …`: what `name` gets, also of a function here that returns pairs."""
        pairs: list[ast.expr] = [value]
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            function = self._function(value.func.id)
            nodes = ast.walk(function) if function else iter(())
            pairs = [node.value for node in nodes if isinstance(node, ast.Return) and node.value] or pairs
        for position, each in enumerate(target.elts):
            if isinstance(each, ast.Name) and each.id == name:
                yield from (p.elts[position] if isinstance(p, ast.Tuple) else None for p in pairs)

    def _given(self, function: str, position: int, name: str, argument: ast.arg) -> Iterator[ast.expr | None]:
        """What callers in this module pass for a parameter that is declared to be a LiteralString."""
        annotation = ast.unparse(argument.annotation) if argument.annotation else ""
        if "LiteralString" not in annotation:
            yield None
            return
        yield ast.Constant("")
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
                if position < len(node.args):
                    yield node.args[position]
                yield from (k.value for k in node.keywords if k.arg == name)

    def _function(self, name: str) -> ast.FunctionDef | None:
        functions = (n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef) and n.name == name)
        return next(functions, None)

    def _imported(self, owner: str, name: str) -> bool:
        """A constant of another module of ours, or an attribute of this module's constants."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    local = alias.asname or alias.name
                    if owner and local == owner:
                        return self._elsewhere(f"{node.module}.{alias.name}", name)
                    if not owner and local == name:
                        return self._elsewhere(node.module, alias.name)
        return False

    def _elsewhere(self, module: str, name: str) -> bool:
        other = self.others.module(module) if self.others else None
        return other is not None and other.literal(ast.parse(name, mode="eval").body)


class Sources:
    """All modules of ours, by their import path."""

    def __init__(self) -> None:
        self.files: dict[str, Path] = {}
        for folder in FOLDERS:
            for file in sorted((ROOT / folder).rglob("*.py")):
                path = file.relative_to(ROOT / "layers" if folder == "layers" else ROOT).with_suffix("")
                self.files[".".join(path.parts).removesuffix(".__init__")] = file
        self._modules: dict[str, Module] = {}

    def module(self, name: str) -> Module | None:
        if name not in self._modules and name in self.files:
            self._modules[name] = Module(self.files[name].read_text(), name, self)
        return self._modules.get(name)


def _statement(call: ast.Call) -> ast.expr | None:
    """The SQL of a call that runs some; None for any other call."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in METHODS or not call.args:
        return None
    owner = call.func.value
    name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    if isinstance(owner, ast.Call):  # connect(…).execute(…), cursor().execute(…)
        name = "connection" if call.func.attr.startswith("execute") else ""
    if name not in CONNECTIONS:
        return None
    first = 1 if call.func.attr in TYPED else 0
    if call.func.attr in ("value", "values") and len(call.args) > 1 and _is_type(call.args[0]):
        first = 1
    return call.args[first] if first < len(call.args) else None


def _is_type(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {
        "UUID",
        "str",
        "int",
        "bool",
        "float",
        "bytes",
        "datetime",
        "dict",
    }


def _of_each(target: ast.Tuple, each: ast.expr, name: str) -> Iterator[ast.expr | None]:
    """`for condition, value in ((…, …), …)`: the members at the name's place."""
    for position, part in enumerate(target.elts):
        if isinstance(part, ast.Name) and part.id == name:
            if isinstance(each, ast.Call) and ast.unparse(each.func) == "enumerate" and position == 0:
                yield ast.Constant(0)
                continue
            if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "items":
                yield each.func.value
                continue
            rows = each.elts if isinstance(each, ast.Tuple | ast.List) else [None]
            yield from (row.elts[position] if isinstance(row, ast.Tuple) else None for row in rows)


def faults(module: Module) -> list[int]:
    return [line for line, statement in module.statements() if not module.literal(statement)]


SOURCES = Sources()


def test_every_statement_is_made_of_literals() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{line}"
        for name, file in SOURCES.files.items()
        if str(file.relative_to(ROOT)) not in ALLOWED and (module := SOURCES.module(name))
        for line in faults(module)
    ]
    assert wrong == []


def test_statements_are_looked_at_at_all() -> None:
    modules = [module for name in SOURCES.files if (module := SOURCES.module(name))]
    assert sum(len(list(module.statements())) for module in modules) > 250


@pytest.mark.parametrize(
    "body",
    [
        "tx.run(f'select {name}')",
        "tx.run('select ' + name)",
        "tx.run('select %s' % name)",
        "tx.run('select {}'.format(name))",
        "tx.value(UUID, f'select {name}')",
        "tx.rows(Row, name)",
        "statement = 'select 1'\n    statement += name\n    tx.run(statement)",
        "tx.run(' and '.join(name))",
        "for part in name:\n        tx.run(f'select {part}')",
        "self._connection.execute(name)",
        "psycopg.connect(dsn).execute(f'drop table {name}')",
    ],
)
def test_statement_with_a_value_in_it_is_seen(body: str) -> None:
    assert faults(Module(f"def act(tx, name):\n    {body}\n", "t")) != []


@pytest.mark.parametrize(
    "body",
    [
        "tx.run('select %s', (name,))",
        "tx.run('select 1 ' 'from t where a = %s', (name,))",
        "tx.run(f'select {COLUMNS} from t')",
        "order = 'a' if name else 'b'\n    tx.run(f'select 1 order by {order}')",
        "tx.run(ORDERS[name])",
        "tx.run('select 1 where ' + matching([('a = %(a)s', name)]))",
    ],
)
def test_statement_made_of_literals_passes(body: str) -> None:
    constants = "COLUMNS = 'a, b'\nORDERS = {'a': 'select 1', 'b': 'select 2'}\n"
    assert faults(Module(f"{constants}def act(tx, name):\n    {body}\n", "t")) == []
