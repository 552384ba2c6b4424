"""maintenance: puts back to work what a crash left behind, forgets what is old, asks Meta about the numbers."""

from chalice.app import Chalice, CloudWatchEvent

from recado.accounts import lapsed_email_changes
from recado.activity import emit, event_log, sync
from recado.agent import caps, turns
from recado.agent.evals import jobs as eval_jobs
from recado.agent.external import abandoned
from recado.agent.fields import jobs as field_jobs
from recado.agent.memory import forgetting
from recado.agent.sandbox import sweeping as sandboxes
from recado.businesses import pictures
from recado.catalog import embedding as products
from recado.crm import contact_files
from recado.instances import ended_sessions, erasure, publish_routes, recheck
from recado.knowledge import embedding, learning
from recado.messaging import deleted_files, media_texts, quiet_reviews, states
from recado.platform import idempotency, queues
from recado.reports import service as reports
from recado.runtime.handler import lambda_handler
from recado.runtime.jobs import run_jobs
from recado.sending import governor, sweeps
from recado.team import deletion_reminders
from recado.templates import meta_sync

NEEDS = (
    "database_url",
    "master_keys",
    "queue_media_url",
    "queue_understand_url",
    "queue_outbound_url",
    "queue_contact_files_url",
    "queue_learn_url",
    "queue_agent_tests_url",
    "queue_mails_url",
    "bucket_config",
    "bucket_media",
    "bucket_transfers",
)

app = Chalice(app_name="maintenance")


@app.schedule("rate(1 minute)", name="sweep")
def sweep(_event: CloudWatchEvent) -> None:
    run_jobs(
        {
            "stored work": lambda: queues.send(sweeps.sweep()),
            "files not understood": lambda: queues.send(media_texts.sweep()),
            "lost contact files": lambda: queues.send(contact_files.sweep()),
            "files to learn": lambda: queues.send(learning.sweep()),
            "files to embed": lambda: queues.send(embedding.sweep()),
            "products to read": lambda: queues.send(products.sweep()),
            "fields to read": lambda: queues.send(field_jobs.sweep()),
            "quiet conversations": lambda: queues.send(quiet_reviews.sweep()),
            "webhook addresses": publish_routes.sweep,
            "ended sessions": ended_sessions.tell_owners,
            "agents at their cap": caps.tell_owners,
            "ended snoozes": states.end_due_snoozes,
            "old events": event_log.forget,
            "old webhook messages": emit.forget,
            "old changes": sync.forget,
            "kept answers": idempotency.forget,
            "changes of address": lapsed_email_changes.forget,
            "loose pictures": pictures.sweep,
            "send windows": governor.forget,
            "statistics": reports.fill_due,
            "old turns": turns.forget,
            "expired memories": forgetting.forget,
            "calls without an answer": abandoned.sweep,
            "old sandboxes": sandboxes.sweep,
            "runs of cases": lambda: queues.send(eval_jobs.sweep()),
            "deleted files": deleted_files.sweep,
            "vendors' words": deleted_files.forget_vendor_words,
        }
    )


@app.schedule("rate(1 minute)", name="vendors")
def ask_vendors(_event: CloudWatchEvent) -> None:
    """What waits for Meta, in a run of its own: a slow Meta delays no sweep."""
    run_jobs({"templates": meta_sync.sync_due, "numbers": recheck.recheck_due})


@app.schedule("rate(1 minute)", name="erase")
def erase(_event: CloudWatchEvent) -> None:
    """Businesses that are to be deleted, in a run of its own: a large one takes many minutes."""
    run_jobs({"reminders": deletion_reminders.remind, "erasure": erasure.erase_due})


handler = lambda_handler(app, needs=NEEDS)
