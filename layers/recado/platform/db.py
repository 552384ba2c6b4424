"""The door to PostgreSQL. One lazy connection a process, one transaction at a time, always under one role.

with database().acting(actor) as tx:         # what this member may see of their business: the default
with database().whole_business(actor) as tx: # all of the member's business: where seeing part of it would be wrong
with database().tenant(business_id) as tx:   # all of a business, for work that nobody asked for by hand
with database().worker() as tx:              # the named cross-tenant functions, nothing else
with database().accounts() as tx:            # people and their sessions, no tenant's rows
with database().admin() as tx:               # what the super admin may ask of the whole platform
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from threading import Lock, get_ident
from typing import Any, LiteralString, Protocol, TypeVar, overload
from uuid import UUID

import psycopg
from psycopg import errors as pg
from psycopg.rows import class_row, dict_row, scalar_row
from psycopg.types.json import Jsonb, set_json_loads
from pydantic_core import from_json

from recado.kernel.errors import Invalid, Unavailable
from recado.kernel.settings import settings
from recado.platform.secrets import secret

T = TypeVar("T")
Params = Sequence[Any] | dict[str, Any]
json_value = Jsonb
set_json_loads(from_json)  # three times as fast as the standard library's, and lists are mostly JSON
Lost = (psycopg.OperationalError, psycopg.InterfaceError)
# What no second try can store: too large for an index or a row (class 54), or text that is none to PostgreSQL (NUL).
Unstorable = (
    pg.ProgramLimitExceeded,
    pg.StatementTooComplex,
    pg.TooManyColumns,
    pg.TooManyArguments,
    pg.CharacterNotInRepertoire,
    pg.UntranslatableCharacter,
)

PREPARE_AFTER = 3  # a statement's third use is prepared: planning costs more than running most of ours

APP_ROLE = "recado_app"
WORKER_ROLE = "recado_worker"
ACCOUNTS_ROLE = "recado_accounts"
ADMIN_ROLE = "recado_admin"


def vector_value(vector: Sequence[float]) -> str:
    """Returns a vector as PostgreSQL reads one."""
    return f"[{','.join(f'{each:.6g}' for each in vector)}]"


class CannotStore(Invalid):
    """A text is too long for where it belongs, or has characters that cannot be stored."""

    code = "cannot_store"


class NestedTransaction(RuntimeError):
    """A transaction was begun inside another on the same thread: it would wait for itself for ever."""


class Member(Protocol):
    """Who acts in a business (activity.model.Actor). sees_only: the advisor whose contacts are all they may see."""

    @property
    def business_id(self) -> UUID: ...

    @property
    def sees_only(self) -> UUID | None: ...


class Tx:
    """A running transaction: statements in, typed rows out."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection

    def give_up_after(self, seconds: float) -> None:
        """From here on a statement that waits longer than this for somebody's lock fails: Unavailable."""
        self.value("select set_config('lock_timeout', %s, true)", (f"{seconds * 1000:.0f}ms",))

    def hurry(self, seconds: float) -> None:
        """From here on a statement that takes longer than this fails: Unavailable."""
        self.value("select set_config('statement_timeout', %s, true)", (f"{seconds * 1000:.0f}ms",))

    def run(self, statement: LiteralString, params: Params = ()) -> int:
        """Executes and answers how many rows were touched."""
        return self._connection.execute(statement, params).rowcount

    def rows(self, kind: type[T], statement: LiteralString, params: Params = ()) -> list[T]:
        """Returns rows as instances of `kind`, columns to fields by name."""
        with self._connection.cursor(row_factory=class_row(kind)) as cursor:
            return cursor.execute(statement, params).fetchall()

    def row(self, kind: type[T], statement: LiteralString, params: Params = ()) -> T | None:
        """Returns the first row as `kind`, or None."""
        with self._connection.cursor(row_factory=class_row(kind)) as cursor:
            return cursor.execute(statement, params).fetchone()

    def dicts(self, statement: LiteralString, params: Params = ()) -> list[dict[str, Any]]:
        """Returns rows as dictionaries."""
        with self._connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(statement, params).fetchall()

    @overload
    def value(self, kind: type[T], statement: LiteralString, params: Params = (), /) -> T | None: ...

    @overload
    def value(self, statement: LiteralString, params: Params = (), /) -> Any: ...

    def value(self, *call: Any) -> Any:
        """The first column of the first row, or None. With a type first, of that type: TypeError when it is another."""
        kind, statement, params = _typed(call)
        with self._connection.cursor(row_factory=scalar_row) as cursor:
            value = cursor.execute(statement, params).fetchone()
        return _of(kind, value) if value is not None else None

    @overload
    def values(self, kind: type[T], statement: LiteralString, params: Params = (), /) -> list[T]: ...

    @overload
    def values(self, statement: LiteralString, params: Params = (), /) -> list[Any]: ...

    def values(self, *call: Any) -> list[Any]:
        """Returns the first column of every row. With a type first, of that type, and no nulls: TypeError otherwise."""
        kind, statement, params = _typed(call)
        with self._connection.cursor(row_factory=scalar_row) as cursor:
            return [_of(kind, value) for value in cursor.execute(statement, params).fetchall()]


def _typed(call: tuple[Any, ...]) -> tuple[type[Any], LiteralString, Params]:
    kind, *rest = call if isinstance(call[0], type) else (object, *call)
    return kind, rest[0], rest[1] if len(rest) > 1 else ()


def _of(kind: type[T], value: object) -> T:
    if not isinstance(value, kind):
        raise TypeError(f"the statement gave a {type(value).__name__}, not a {kind.__name__}")
    return value


def matching(filters: Sequence[tuple[LiteralString, object]]) -> LiteralString:
    """Returns the conditions whose value is given, of pairs of condition and value; all rows when none is.

    Conditions that are left out cost the planner nothing: `%(x)s is null or …` makes it expect few rows, and sort all.
    """
    return " and ".join(condition for condition, value in filters if value is not None) or "true"


_before_commit: ContextVar[Callable[[Tx], None] | None] = ContextVar("before_commit", default=None)


class Database:
    """One connection, made when first needed and again when it was lost between transactions.

    Threads of one process share it: a transaction holds the lock, so keep transactions short and never wait for a
    vendor inside one.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.Connection[Any] | None = None
        self._lock = Lock()
        self._holder: int | None = None  # the thread whose transaction is running

    @contextmanager
    def acting(self, member: Member) -> Iterator[Tx]:
        """A transaction that sees what this member may see: of contacts, for some advisors, only their own.

        Commits at the end, rolls back on any error; so do all the others.
        """
        with self.tenant(member.business_id, member.sees_only) as tx:
            yield tx

    @contextmanager
    def whole_business(self, member: Member) -> Iterator[Tx]:
        """A transaction that sees all of the member's business, whoever they are: each use is listed in a test.

        For what is not about contacts (settings, the team, numbers), or would be wrong by halves (finding a duplicate).
        """
        with self.tenant(member.business_id) as tx:
            yield tx

    @contextmanager
    def tenant(self, business_id: UUID, advisor_id: UUID | None = None) -> Iterator[Tx]:
        """A transaction that sees one business; with `advisor_id`, of its contacts only those this advisor may see."""
        with self._transaction(APP_ROLE, str(business_id), str(advisor_id or "")) as tx:
            yield tx

    @contextmanager
    def worker(self) -> Iterator[Tx]:
        """A transaction that may call the cross-tenant functions and touch no table."""
        with self._transaction(WORKER_ROLE, "") as tx:
            yield tx

    @contextmanager
    def accounts(self, *, aside: bool = False) -> Iterator[Tx]:
        """A transaction that sees people, their sessions and tokens, and of tenants only named functions.

        `aside`: what it writes (a count of tries) is not what the request is about; `before_commit` is left out.
        """
        with self._transaction(ACCOUNTS_ROLE, "", aside=aside) as tx:
            yield tx

    @contextmanager
    def admin(self) -> Iterator[Tx]:
        """A transaction that may call the super admin's functions, across tenants, and touch no table."""
        with self._transaction(ADMIN_ROLE, "") as tx:
            yield tx

    @contextmanager
    def before_commit(self, last: Callable[[Tx], None]) -> Iterator[None]:
        """Within this block, calls `last` at the end of each transaction, in it: what it raises rolls back.

        It holds for this thread of work alone, not for others that use the same connection meanwhile.
        """
        token = _before_commit.set(last)
        try:
            yield
        finally:
            _before_commit.reset(token)

    def ping(self) -> None:
        """Raises Unavailable when PostgreSQL does not answer."""
        with self.worker() as tx:
            tx.value("select 1")

    def close(self) -> None:
        """Closes the connection; the next transaction makes a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def rest(self) -> None:
        """Closes the connection unless it is in use: for a process that will not need it for a while."""
        if self._lock.acquire(blocking=False):
            try:
                self.close()
            finally:
                self._lock.release()

    @contextmanager
    def _transaction(self, role: str, business_id: str, advisor_id: str = "", aside: bool = False) -> Iterator[Tx]:
        if self._holder == get_ident():
            raise NestedTransaction("a transaction is already running on this thread")
        with self._lock:
            self._holder = get_ident()
            try:
                connection = self._begin(role, business_id, advisor_id)
                with self._ending(connection):
                    tx = Tx(connection)
                    yield tx
                    last = _before_commit.get()
                    if last and not aside:
                        last(tx)
                    connection.execute("commit")
            finally:
                self._holder = None

    @contextmanager
    def _ending(self, connection: "psycopg.Connection[Any]") -> Iterator[None]:
        """Rolls back when the block fails, and names what the failure means."""
        try:
            yield
        except BaseException as error:
            self._roll_back(connection)
            if isinstance(error, Unstorable) or _is_refused_by_driver(error):
                raise CannotStore from error
            if isinstance(error, Lost):
                raise Unavailable(f"the transaction did not go through ({type(error).__name__})") from error
            raise

    def _begin(self, role: str, business_id: str, advisor_id: str) -> "psycopg.Connection[Any]":
        """Begins and sets role, tenant and advisor, once more on a new connection if the old one turns out to be dead.

        Nothing of the unit of work has run yet, so the second try cannot repeat any of it.
        """
        for attempt in (1, 2):
            try:
                connection = self._connection or self._connect()
                with connection.pipeline():
                    connection.execute("begin")
                    connection.execute(
                        "select set_config('role', %s, true), set_config('app.business_id', %s, true), "
                        "set_config('app.advisor_id', %s, true)",
                        (role, business_id, advisor_id),
                    )
            except Lost as error:
                self.close()
                if attempt == 2:
                    raise Unavailable("the database does not answer") from error
            else:
                self._connection = connection
                return connection
        raise AssertionError("unreachable")

    def _roll_back(self, connection: "psycopg.Connection[Any]") -> None:
        try:
            connection.execute("rollback")
        except Lost:
            self.close()  # it was not the transaction but the connection that failed

    def _connect(self) -> "psycopg.Connection[Any]":
        self._connection = psycopg.connect(
            self._url,
            autocommit=True,
            prepare_threshold=PREPARE_AFTER if settings().database_prepare else None,
            connect_timeout=5,
            application_name="recado",
        )
        return self._connection


def _is_refused_by_driver(error: BaseException) -> bool:
    """psycopg itself refuses a text with NUL or half a character, before it reaches the server: no SQLSTATE."""
    return isinstance(error, UnicodeEncodeError) or (isinstance(error, psycopg.DataError) and error.sqlstate is None)


@cache
def database() -> Database:
    """Returns this process's database, at DATABASE_URL."""
    return Database(secret("DATABASE_URL"))


def ping() -> None:
    """Raises Unavailable when PostgreSQL does not answer: what readiness asks."""
    database().ping()
