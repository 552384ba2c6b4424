"""Who acts for a member sees what the member may see; the exceptions stand here, each with its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("layers/recado", "functions", "sessions_host")

# An advisor may come here, and seeing their own contacts alone would be wrong.
EXCEPTIONS = {
    "crm/assignment.py assign": "to whom a contact passes on is no contact of the advisor's any more",
    "inbox/compose.py _contact_of": "two advisors must not make the same contact twice",
    "crm/many_contacts.py assign": "the contacts are no longer the advisor's when this is done",
    "activity/sync.py since": "how far everybody's changes have come is one number for the business",
    "instances/web_sessions.py get": "a number's session is hidden from advisors, its state is not",
    "sending/budgets.py of_numbers": "what a number may send is counted over the whole business",
    "team/members.py leave": "whether somebody else is left to own the business",
    "team/members.py set_away": "the turns of the whole team",
}
DOORS = {"tenant", "whole_business", "acting"}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            name = str(file.relative_to(ROOT)).removeprefix("layers/recado/")
            if name != "platform/db.py":
                yield name, ast.parse(file.read_text())


def opened(function: ast.AST) -> Iterator[tuple[str, str]]:
    """Each door to a business that is opened in the function, and with what."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in DOORS:
            yield node.func.attr, ", ".join(map(ast.unparse, node.args))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_whole_business_is_asked_for_in_these_places_only() -> None:
    places = {
        f"{name} {function.name}"
        for name, tree in sources()
        for function in functions(tree)
        for door, _ in opened(function)
        if door == "whole_business"
    }
    assert places == EXCEPTIONS.keys()


def test_nobody_takes_a_member_s_business_around_what_the_member_may_see() -> None:
    """`tenant(actor.business_id)` would be the exception without being visible."""
    around = [
        f"{name} {function.name}"
        for name, tree in sources()
        for function in functions(tree)
        for door, arguments in opened(function)
        if door == "tenant" and arguments.startswith("actor.")
    ]
    assert around == []


def test_acting_is_the_default() -> None:
    doors = [door for _, tree in sources() for door, _ in opened(tree)]
    assert doors.count("acting") > 10 * doors.count("whole_business")
