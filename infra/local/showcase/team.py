"""Who can log in: the made-up bakery's owner, administrator and advisors, of whom two are away, and a super admin."""

from dataclasses import dataclass
from uuid import UUID

from recado.accounts import overview, store
from recado.accounts.model import Role, User
from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.platform import passwords
from recado.platform.db import database

TEAM: tuple[tuple[str, str, Role], ...] = (
    ("lupita@laespiga.example", "Lupita Aguilar", "OWNER"),
    ("beto@laespiga.example", "Beto Morales", "ADVISOR"),
    ("carmen@laespiga.example", "Carmen Ruiz", "ADVISOR"),
    ("diego@laespiga.example", "Diego Herrera", "ADMIN"),
    ("ana@laespiga.example", "Ana Sofía Núñez", "ADVISOR"),
    ("paco@laespiga.example", "Paco Villaseñor", "ADVISOR"),
)
AWAY = ("ana@", "paco@")
PLATFORM = ("carla@recado.example", "Carla Montaño")
PASSWORD = "pan de muerto 2026"  # noqa: S105  told to everybody: it opens made-up data on this machine


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team."""

    id: UUID
    email: str
    name: str
    role: Role


def hire(business_id: UUID) -> list[Member]:
    """Returns the team of the business, made if it is not there: the owner first, then the advisors, who take turns."""
    with database().accounts() as tx:
        password_hash = passwords.hashed(PASSWORD)
        for email, name, _ in TEAM:
            new = User(new_id(), email, name, "es", password_hash, None)
            store.insert_user(tx, new, settings().terms_version)
        people = [user for email, _, _ in TEAM if (user := store.user_by_email(tx, email))]
        for user in people:
            store.mark_verified(tx, user.id)
    team = [Member(user.id, user.email, user.name, role) for user, (_, _, role) in zip(people, TEAM, strict=True)]
    with database().tenant(business_id) as tx:
        for each in team:
            tx.run(
                "insert into memberships (business_id, user_id, role, takes_turns, away) values (%s, %s, %s, %s, %s) "
                "on conflict do nothing",
                (business_id, each.id, each.role, each.role == "ADVISOR", each.email.startswith(AWAY)),
            )
    return team


def appoint() -> None:
    """Makes a super admin of no business, if there is none yet; the area also asks for a second factor of their own."""
    email, name = PLATFORM
    with database().accounts() as tx:
        person = User(new_id(), email, name, "es", passwords.hashed(PASSWORD), None)
        if not store.insert_user(tx, person, settings().terms_version):
            return
        store.mark_verified(tx, person.id)
    overview.set_super_admin(email, True)
