"""/v1/reports: what happened, counted."""

from chalice.app import Blueprint

from functions.crm_api.schemas.reports import Report, ReportQuery, TodayReport
from recado.reports import service as reports
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/reports", permission=Permission.REPORTS_READ)
def get_report(call: Call, query: ReportQuery) -> Report:
    """Get a report.

    Messages, conversations and who answered them, how long the first answer and the resolution took: in all, by day, by
    member, by number, and by the hour of the week. What just happened is counted within a minute.
    """
    return Report.of(reports.report(call.actor, query.first, query.last, query.part()))


@route(routes, "GET", "/v1/reports/today", permission=Permission.REPORTS_READ)
def get_report_of_today(call: Call) -> TodayReport:
    """Get today's report.

    The day so far in the business's zone, hour by hour, beside the same weekday of the last four weeks.
    """
    return TodayReport.of(reports.today(call.actor))
