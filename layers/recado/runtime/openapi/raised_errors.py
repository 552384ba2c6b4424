"""Which named errors a function may raise, read from its code and from the code it calls.

An error that a caller catches is listed too, one that only a callback raises is not. The tests' HTTP client refuses any
answer whose code its operation does not list, so what reading misses is found by running.
"""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import FunctionType, MethodType, ModuleType
from typing import Any

from pydantic import BaseModel

from recado.kernel.errors import RecadoError

OURS = ("recado.", "functions.")
_UNRESOLVED = object()


def raised(*roots: object) -> dict[str, type[RecadoError]]:
    """Returns the errors that these functions, or the methods of these classes, may raise, by code."""
    errors: dict[str, type[RecadoError]] = {}
    seen: set[object] = set()
    waiting: list[object] = [*roots]
    while waiting:
        thing = waiting.pop()
        if not isinstance(thing, FunctionType | type) or thing in seen:
            continue
        seen.add(thing)
        if isinstance(thing, type) and issubclass(thing, RecadoError):
            errors[thing.code] = thing
        waiting += _mentioned(thing)
    return errors


@cache
def _mentioned(thing: FunctionType | type) -> tuple[object, ...]:
    """Returns the functions and classes of ours that its code names."""
    if not thing.__module__.startswith(OURS):
        return ()
    if isinstance(thing, type):
        return tuple(_methods(thing))
    if thing.__code__.co_filename.startswith("<"):  # what dataclasses write has no source
        return ()
    names = {**thing.__globals__, **inspect.getclosurevars(thing).nonlocals}
    definition = ast.parse(textwrap.dedent(inspect.getsource(thing))).body[0]
    if isinstance(definition, ast.FunctionDef):
        definition.decorator_list.clear()  # who wraps the function is not called by it
    return tuple(_named(definition, names, thing))


def _methods(kind: type) -> Iterator[object]:
    """Returns a class's methods as functions, and what its fields' validators are made of."""
    for each in vars(kind).values():
        function = inspect.unwrap(getattr(each, "__func__", getattr(each, "fget", each)))
        if isinstance(function, FunctionType) and function.__module__.startswith(OURS):
            yield function
    for base in kind.__bases__:
        if base.__module__.startswith(OURS) and base is not RecadoError:
            yield base
    if issubclass(kind, BaseModel):
        for field in kind.model_fields.values():
            if isinstance(field.annotation, type):
                yield field.annotation


def _named(tree: ast.AST, names: dict[str, Any], function: FunctionType) -> Iterator[object]:
    local = _imported_inside(tree, function)
    caught = {id(node) for handler in _handlers(tree) for node in ast.walk(handler)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name | ast.Attribute) or id(node) in caught:
            continue
        value = _value(node, {**names, **local})
        if isinstance(value, MethodType):
            value = value.__func__
        if callable(value) and not isinstance(value, type):
            value = inspect.unwrap(value)
        if isinstance(value, FunctionType | type) and value.__module__.startswith(OURS):
            yield value


def _handlers(tree: ast.AST) -> Iterator[ast.expr]:
    """Returns the types that `except` and `suppress` name: those are caught, not raised."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.type:
            yield node.type
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("suppress", "isinstance")
        ):
            yield from node.args


def _imported_inside(tree: ast.AST, function: FunctionType) -> dict[str, Any]:
    """Returns what the function imports when it runs: of our own modules, whether they are loaded or not."""
    values: dict[str, Any] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                values[each.asname or each.name] = _imported(node.module, each.name)
    return values


def _imported(module: str, name: str) -> Any:
    if not module.startswith("recado"):
        return getattr(sys.modules.get(module), name, None)
    loaded = import_module(module)
    if hasattr(loaded, "__path__") and find_spec(f"{module}.{name}") is not None:
        return import_module(f"{module}.{name}")
    return getattr(loaded, name, None)


def _value(node: ast.expr, names: dict[str, Any]) -> object:
    """Returns what a name, or an attribute of a module or class, stands for."""
    if isinstance(node, ast.Name):
        return names.get(node.id, _UNRESOLVED)
    if isinstance(node, ast.Attribute):
        owner = _value(node.value, names)
        if isinstance(owner, ModuleType | type):
            return (
                inspect.getattr_static(owner, node.attr, _UNRESOLVED)
                if isinstance(owner, type)
                else getattr(owner, node.attr, _UNRESOLVED)
            )
    return _UNRESOLVED
