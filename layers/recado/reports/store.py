"""SQL of figures."""

from datetime import date, datetime
from typing import LiteralString
from uuid import UUID

from recado.platform.db import Tx
from recado.reports.model import Count, Reported

_PART: LiteralString = (
    "from stats_hourly s where s.hour >= %(first)s::date::timestamp at time zone %(zone)s "
    "and s.hour < (%(last)s::date + 1)::timestamp at time zone %(zone)s "
    "and (%(instance)s::uuid is null or s.instance_id = %(instance)s) "
    "and (%(member)s::uuid is null or s.member_id = %(member)s) "
)


def counts(tx: Tx, first: date, last: date, zone: str, part: Reported) -> list[Count]:
    """Returns the counts of these days four times: by day, by number, by member, and messages in by the hour of the
    week."""
    return tx.rows(
        Count,
        "select kind, bucket, sum(amount)::integer as amount, day, hour, weekday, instance_id, member_id, "  # noqa: S608
        "case when grouping(day) = 0 then 'day' when grouping(instance_id) = 0 then 'number' "
        "when grouping(member_id) = 0 then 'member' else 'week' end as by from ("
        "select s.kind, s.bucket, s.amount, s.instance_id, s.member_id, "
        "(s.hour at time zone %(zone)s)::date as day, "
        "case s.kind when 'in' then extract(hour from s.hour at time zone %(zone)s)::integer end as hour, "
        "case s.kind when 'in' then extract(isodow from s.hour at time zone %(zone)s)::integer end as weekday "
        + _PART
        + ") s group by grouping sets ((kind, bucket, day), (kind, bucket, instance_id), (kind, bucket, member_id), "
        "(kind, bucket, weekday, hour))",
        _params(first, last, zone, part),
    )


def by_hour(tx: Tx, first: date, last: date, zone: str) -> list[Count]:
    """Returns the counts of these days, hour by hour."""
    return tx.rows(
        Count,
        "select s.kind, s.bucket, sum(s.amount)::integer as amount, "  # noqa: S608
        "(s.hour at time zone %(zone)s)::date as day, "
        "extract(hour from s.hour at time zone %(zone)s)::integer as hour, 'day' as by "
        + _PART
        + "group by 1, 2, 4, 5",
        _params(first, last, zone, Reported()),
    )


def _params(first: date, last: date, zone: str, part: Reported) -> dict[str, object]:
    return {"first": first, "last": last, "zone": zone, "instance": part.instance_id, "member": part.member_id}


def names(tx: Tx, member_ids: list[UUID]) -> dict[UUID, str]:
    """Returns what these members are called, those that left the team as well."""
    rows = tx.dicts("select user_id, name from member_names(%s)", (member_ids,))
    return {row["user_id"]: row["name"] for row in rows}


def numbers(tx: Tx) -> dict[UUID, str]:
    """Returns what the numbers of the business are called, deleted ones too."""
    return {row["id"]: row["name"] for row in tx.dicts("select id, name from instances")}


def clock(tx: Tx, zone: str) -> tuple[date, datetime]:
    """Returns the day in the zone, and the moment."""
    row = tx.dicts("select (now() at time zone %s)::date as day, now() as now", (zone,))[0]
    return row["day"], row["now"]


def fill(tx: Tx, since: UUID | None, most: int, overlap_seconds: int) -> tuple[UUID, int] | None:
    """Counts the hours of the next messages. Returns the last one and how many there were; None while another run is at
    it. For the worker role."""
    rows = tx.dicts("select * from fill_statistics(%s, %s, make_interval(secs => %s))", (since, most, overlap_seconds))
    return (rows[0]["last_id"], rows[0]["looked_at"]) if rows else None
