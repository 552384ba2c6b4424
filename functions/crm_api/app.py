"""crm_api: the API under /v1, for the web app and for integrators."""

from chalice.app import Chalice

from functions.crm_api.routes import (
    agent_configs,
    agent_fields,
    agent_files,
    alerts,
    audit,
    auth,
    bench,
    business,
    config,
    contact_files,
    contact_merges,
    contact_settings,
    contacts,
    conversations,
    docs,
    eval_cases,
    eval_runs,
    external_tools,
    instances,
    invitations,
    keys,
    lessons,
    me,
    media,
    memories,
    messages,
    models,
    pictures,
    products,
    replies,
    reports,
    second_factor,
    sessions,
    sync,
    team,
    templates,
    timeline,
)
from recado.platform import passwords
from recado.runtime import composition
from recado.runtime.handler import lambda_handler

TITLE = "Recado API"

NEEDS = (
    "database_url",
    "master_keys",
    "bucket_config",
    "bucket_media",
    "queue_contact_files_url",
    "bucket_transfers",
    "queue_outbound_url",
    "queue_web_outbound_url",
    "queue_learn_url",
    "queue_agent_tests_url",
    "queue_mails_url",
    "queue_media_url",
    "queue_push_url",
)

app = Chalice(app_name="crm_api")
SUBJECTS = (
    agent_configs, agent_fields, agent_files, alerts, audit, auth, bench, business, config, contact_files,
    contact_merges, contact_settings, contacts, conversations, docs, eval_cases, eval_runs, external_tools, instances,
    invitations, keys, lessons, me, media, memories, messages, models, pictures, products, replies, reports,
    second_factor, sessions, sync, team, templates, timeline,
)  # fmt: skip
for subject in SUBJECTS:
    app.register_blueprint(subject.routes)
passwords.warm_up()
composition.compose()
handler = lambda_handler(app, needs=NEEDS)
