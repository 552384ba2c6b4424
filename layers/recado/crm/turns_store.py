"""SQL of turns, and of the members who take them."""

from uuid import UUID

from recado.platform.db import Tx


def lock_turns(tx: Tx) -> tuple[bool, UUID | None]:
    """Whether somebody takes turns, and who was last. Waits until no other transaction is giving a contact away."""
    rows = tx.dicts(
        "insert into turns as t (business_id) "
        "select business_id from memberships where takes_turns and not away limit 1 "
        "on conflict (business_id) do update set last_user_id = t.last_user_id returning last_user_id"
    )
    return (True, rows[0]["last_user_id"]) if rows else (False, None)


def pass_turn(tx: Tx, last: UUID | None) -> UUID | None:
    """The next in the ring after `last`, who is last from now on. None when everybody went away meanwhile.

    Whoever is being removed at this moment is waited for and then passed by; the chosen one stays until we are done.
    """
    return tx.value(
        UUID,
        """
        with chosen as (
          select user_id from memberships where takes_turns and not away
          order by coalesce(user_id <= %(last)s, false), user_id limit 1 for key share
        )
        update turns set last_user_id = chosen.user_id from chosen returning chosen.user_id
        """,
        {"last": last},
    )
