-- Written by `make schema` from the migrations; a test holds it. Functions stand under functions/.
CREATE TABLE model_catalog (
    model text NOT NULL,
    provider text DEFAULT 'openai'::text NOT NULL,
    api text NOT NULL,
    efforts text[] DEFAULT '{}'::text[] NOT NULL,
    default_effort text,
    tools boolean NOT NULL,
    vision boolean NOT NULL,
    input_micros bigint,
    cached_micros bigint,
    write_micros bigint,
    output_micros bigint,
    audio_micros bigint,
    retires_at date,
    successor text,
    CONSTRAINT model_catalog_api_check CHECK ((api = ANY (ARRAY['responses'::text, 'chat'::text, 'embeddings'::text, 'gemini'::text]))),
    CONSTRAINT model_catalog_audio_micros_check CHECK ((audio_micros >= 0)),
    CONSTRAINT model_catalog_cached_micros_check CHECK ((cached_micros >= 0)),
    CONSTRAINT model_catalog_check CHECK ((successor <> model)),
    CONSTRAINT model_catalog_check1 CHECK (((default_effort IS NULL) OR (default_effort = ANY (efforts)))),
    CONSTRAINT model_catalog_efforts_check CHECK ((efforts <@ ARRAY['none'::text, 'minimal'::text, 'low'::text, 'medium'::text, 'high'::text, 'xhigh'::text, 'max'::text])),
    CONSTRAINT model_catalog_input_micros_check CHECK ((input_micros >= 0)),
    CONSTRAINT model_catalog_output_micros_check CHECK ((output_micros >= 0)),
    CONSTRAINT model_catalog_write_micros_check CHECK ((write_micros >= 0))
);

CREATE TABLE invitations (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    digest bytea NOT NULL,
    invited_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    revoked_at timestamp with time zone,
    is_open boolean GENERATED ALWAYS AS (((accepted_at IS NULL) AND (revoked_at IS NULL))) STORED NOT NULL,
    invited_with uuid,
    CONSTRAINT invitations_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254)))),
    CONSTRAINT invitations_role_check CHECK ((role = ANY (ARRAY['OWNER'::text, 'ADMIN'::text, 'ADVISOR'::text])))
);
ALTER TABLE ONLY invitations FORCE ROW LEVEL SECURITY;

CREATE TABLE agent_configs (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    version integer,
    state text NOT NULL,
    body jsonb NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    published_by uuid,
    published_at timestamp with time zone,
    changed_by uuid,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT agent_configs_body_check CHECK (((jsonb_typeof(body) = 'object'::text) AND (length((body)::text) <= 200000))),
    CONSTRAINT agent_configs_check CHECK (((state = 'draft'::text) = (version IS NULL))),
    CONSTRAINT agent_configs_check1 CHECK (((state = 'draft'::text) = (published_at IS NULL))),
    CONSTRAINT agent_configs_note_check CHECK ((length(note) <= 300)),
    CONSTRAINT agent_configs_revision_check CHECK ((revision >= 1)),
    CONSTRAINT agent_configs_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'retired'::text]))),
    CONSTRAINT agent_configs_version_check CHECK ((version >= 1))
);
ALTER TABLE ONLY agent_configs FORCE ROW LEVEL SECURITY;

CREATE TABLE agent_tool_calls (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    turn_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    arguments jsonb NOT NULL,
    result jsonb,
    state text NOT NULL,
    code text,
    effect boolean NOT NULL,
    key bytea NOT NULL,
    milliseconds integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    external_tool_id uuid,
    CONSTRAINT agent_tool_calls_code_check CHECK ((length(code) <= 60)),
    CONSTRAINT agent_tool_calls_name_check CHECK ((length(name) <= 64)),
    CONSTRAINT agent_tool_calls_state_check CHECK ((state = ANY (ARRAY['started'::text, 'done'::text, 'failed'::text, 'unknown'::text])))
);
ALTER TABLE ONLY agent_tool_calls FORCE ROW LEVEL SECURITY;

CREATE TABLE agent_turns (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    newest_message_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    state text DEFAULT 'started'::text NOT NULL,
    reason text,
    model text,
    calls integer DEFAULT 0 NOT NULL,
    tool_calls integer DEFAULT 0 NOT NULL,
    milliseconds integer,
    verdict jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    version text DEFAULT 'v1'::text NOT NULL,
    answer_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    waited_ms integer,
    gathered integer,
    steps jsonb DEFAULT '[]'::jsonb NOT NULL,
    config_id uuid,
    CONSTRAINT agent_turns_reason_check CHECK ((length(reason) <= 200)),
    CONSTRAINT agent_turns_state_check CHECK ((state = ANY (ARRAY['started'::text, 'answered'::text, 'handed'::text, 'silent'::text, 'stale'::text, 'failed'::text]))),
    CONSTRAINT agent_turns_version_check CHECK ((version = ANY (ARRAY['v1'::text, 'v2'::text])))
);
ALTER TABLE ONLY agent_turns FORCE ROW LEVEL SECURITY;

CREATE TABLE alert_choices (
    business_id uuid NOT NULL,
    user_id uuid NOT NULL,
    push text DEFAULT 'off'::text NOT NULL,
    mail text DEFAULT 'off'::text NOT NULL,
    mailed_at timestamp with time zone,
    CONSTRAINT alert_choices_mail_check CHECK ((mail = ANY (ARRAY['off'::text, 'mine'::text, 'all'::text]))),
    CONSTRAINT alert_choices_push_check CHECK ((push = ANY (ARRAY['off'::text, 'mine'::text, 'all'::text])))
);
ALTER TABLE ONLY alert_choices FORCE ROW LEVEL SECURITY;

CREATE TABLE api_keys (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    name text NOT NULL,
    digest bytea NOT NULL,
    prefix text NOT NULL,
    scopes text[] NOT NULL,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_used_at timestamp with time zone,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT api_keys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
ALTER TABLE ONLY api_keys FORCE ROW LEVEL SECURITY;

CREATE TABLE attempts (
    key bytea NOT NULL,
    tries integer NOT NULL,
    until timestamp with time zone NOT NULL
);

CREATE TABLE audit (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    actor_role text,
    action text NOT NULL,
    thing text NOT NULL,
    thing_id uuid,
    before jsonb DEFAULT '{}'::jsonb NOT NULL,
    after jsonb DEFAULT '{}'::jsonb NOT NULL,
    request_id text DEFAULT ''::text NOT NULL,
    CONSTRAINT audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'key'::text, 'system'::text])))
);
ALTER TABLE ONLY audit FORCE ROW LEVEL SECURITY;

CREATE TABLE bench_sessions (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    opened_by uuid NOT NULL,
    sandbox_id uuid NOT NULL,
    config text NOT NULL,
    real_tools boolean NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT bench_sessions_config_check CHECK ((config = ANY (ARRAY['live'::text, 'draft'::text])))
);
ALTER TABLE ONLY bench_sessions FORCE ROW LEVEL SECURITY;

CREATE TABLE buffers (
    conversation_id uuid NOT NULL,
    business_id uuid NOT NULL,
    state text NOT NULL,
    first_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    claim_id uuid,
    started boolean DEFAULT false NOT NULL,
    processing_until timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    failed_at timestamp with time zone,
    reason text,
    unanswered_since timestamp with time zone DEFAULT now() NOT NULL,
    more_at timestamp with time zone,
    trace text,
    more_trace text,
    waits_until timestamp with time zone,
    CONSTRAINT buffers_more_trace_check CHECK ((length(more_trace) <= 55)),
    CONSTRAINT buffers_state_check CHECK ((state = ANY (ARRAY['open'::text, 'claimed'::text, 'quarantined'::text]))),
    CONSTRAINT buffers_trace_check CHECK ((length(trace) <= 55))
);
ALTER TABLE ONLY buffers FORCE ROW LEVEL SECURITY;

CREATE TABLE businesses (
    id uuid NOT NULL,
    business_id uuid GENERATED ALWAYS AS (id) STORED,
    name text NOT NULL,
    timezone text DEFAULT 'UTC'::text NOT NULL,
    language text DEFAULT 'es'::text NOT NULL,
    currency text DEFAULT 'USD'::text NOT NULL,
    objective text DEFAULT 'SALES'::text NOT NULL,
    context text DEFAULT ''::text NOT NULL,
    bot_enabled boolean DEFAULT true NOT NULL,
    buffer_quiet_seconds real DEFAULT 8 NOT NULL,
    buffer_max_seconds real DEFAULT 30 NOT NULL,
    human_pause_minutes integer DEFAULT 60 NOT NULL,
    agent_model text,
    agent_effort text,
    history_tokens integer DEFAULT 6000 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    trial_ends_at timestamp with time zone,
    advisors_see_all boolean DEFAULT false NOT NULL,
    hours jsonb DEFAULT '[]'::jsonb NOT NULL,
    away_enabled boolean DEFAULT false NOT NULL,
    away_message text DEFAULT ''::text NOT NULL,
    away_bot boolean DEFAULT true NOT NULL,
    service_until timestamp with time zone,
    suspended_at timestamp with time zone,
    suspended_why text,
    deletion_began_at timestamp with time zone,
    deletes_at timestamp with time zone,
    logo text,
    deletion_reminded_at timestamp with time zone,
    erasing_until timestamp with time zone,
    agent_version text DEFAULT 'v1'::text NOT NULL,
    agent_daily_micros bigint,
    agent_capped_at timestamp with time zone,
    agent_capped_told_at timestamp with time zone,
    understand_media text DEFAULT 'bot_on'::text NOT NULL,
    sandbox_of uuid,
    CONSTRAINT businesses_agent_daily_micros_check CHECK (((agent_daily_micros >= 10000) AND (agent_daily_micros <= '10000000000'::bigint))),
    CONSTRAINT businesses_agent_effort_check CHECK ((agent_effort = ANY (ARRAY['none'::text, 'minimal'::text, 'low'::text, 'medium'::text, 'high'::text, 'xhigh'::text, 'max'::text]))),
    CONSTRAINT businesses_agent_version_check CHECK ((agent_version = ANY (ARRAY['v1'::text, 'v2'::text]))),
    CONSTRAINT businesses_buffer_max_seconds_check CHECK (((buffer_max_seconds >= (0)::double precision) AND (buffer_max_seconds <= (900)::double precision))),
    CONSTRAINT businesses_buffer_quiet_seconds_check CHECK (((buffer_quiet_seconds >= (0)::double precision) AND (buffer_quiet_seconds <= (300)::double precision))),
    CONSTRAINT businesses_check CHECK (((deletion_began_at IS NULL) = (deletes_at IS NULL))),
    CONSTRAINT businesses_check1 CHECK ((sandbox_of <> id)),
    CONSTRAINT businesses_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT businesses_history_tokens_check CHECK (((history_tokens >= 200) AND (history_tokens <= 200000))),
    CONSTRAINT businesses_hours_check CHECK ((jsonb_typeof(hours) = 'array'::text)),
    CONSTRAINT businesses_human_pause_minutes_check CHECK (((human_pause_minutes >= 0) AND (human_pause_minutes <= 10080))),
    CONSTRAINT businesses_language_check CHECK ((language = ANY (ARRAY['es'::text, 'en'::text]))),
    CONSTRAINT businesses_logo_check CHECK ((logo ~ '^[A-Za-z0-9_-]{43}$'::text)),
    CONSTRAINT businesses_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT businesses_objective_check CHECK ((objective = ANY (ARRAY['SALES'::text, 'APPOINTMENTS'::text]))),
    CONSTRAINT businesses_suspended_why_check CHECK ((length(suspended_why) <= 500)),
    CONSTRAINT businesses_understand_media_check CHECK ((understand_media = ANY (ARRAY['bot_on'::text, 'always'::text, 'never'::text])))
);
ALTER TABLE ONLY businesses FORCE ROW LEVEL SECURITY;

CREATE TABLE canned_replies (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    shortcut text NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    uses integer DEFAULT 0 NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE ONLY canned_replies FORCE ROW LEVEL SECURITY;

CREATE TABLE categories (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT categories_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
);
ALTER TABLE ONLY categories FORCE ROW LEVEL SECURITY;

CREATE TABLE changes (
    business_id uuid NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    kind text NOT NULL,
    id uuid NOT NULL,
    lost_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY changes FORCE ROW LEVEL SECURITY;

CREATE TABLE contact_fields (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    key text NOT NULL,
    label_es text NOT NULL,
    label_en text NOT NULL,
    type text NOT NULL,
    options text[] DEFAULT '{}'::text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    "extract" boolean DEFAULT false NOT NULL,
    CONSTRAINT contact_fields_description_check CHECK ((length(description) <= 300)),
    CONSTRAINT contact_fields_key_check CHECK ((key ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
    CONSTRAINT contact_fields_type_check CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'date'::text, 'boolean'::text, 'choice'::text])))
);
ALTER TABLE ONLY contact_fields FORCE ROW LEVEL SECURITY;

CREATE TABLE contact_files (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    direction text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    asked_by_kind text NOT NULL,
    asked_by uuid,
    object_key text NOT NULL,
    etag text,
    encoding text,
    total integer,
    done integer DEFAULT 0 NOT NULL,
    created integer DEFAULT 0 NOT NULL,
    updated integer DEFAULT 0 NOT NULL,
    failed integer DEFAULT 0 NOT NULL,
    errors jsonb DEFAULT '[]'::jsonb NOT NULL,
    reason text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    size bigint,
    touched_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    filter jsonb,
    CONSTRAINT contact_files_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
    CONSTRAINT contact_files_size_check CHECK ((size >= 0)),
    CONSTRAINT contact_files_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
);
ALTER TABLE ONLY contact_files FORCE ROW LEVEL SECURITY;

CREATE TABLE contact_identities (
    business_id uuid NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    contact_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    key text GENERATED ALWAYS AS (identity_key(kind, value)) STORED NOT NULL,
    CONSTRAINT contact_identities_kind_check CHECK ((kind = ANY (ARRAY['phone'::text, 'user_id'::text, 'parent_user_id'::text, 'lid'::text, 'username'::text, 'group'::text])))
);
ALTER TABLE ONLY contact_identities FORCE ROW LEVEL SECURITY;

CREATE TABLE contact_memories (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    source text NOT NULL,
    message_id uuid,
    hidden boolean DEFAULT false NOT NULL,
    expires_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT contact_memories_kind_check CHECK ((kind = ANY (ARRAY['preference'::text, 'fact'::text, 'issue'::text, 'summary'::text]))),
    CONSTRAINT contact_memories_source_check CHECK ((source = ANY (ARRAY['ai'::text, 'person'::text]))),
    CONSTRAINT contact_memories_text_check CHECK (((length(text) >= 1) AND (length(text) <= 200)))
);
ALTER TABLE ONLY contact_memories FORCE ROW LEVEL SECURITY;

CREATE TABLE contact_merges (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    survivor_id uuid NOT NULL,
    source_id uuid NOT NULL,
    record jsonb NOT NULL,
    merged_at timestamp with time zone DEFAULT now() NOT NULL,
    undone_at timestamp with time zone
);
ALTER TABLE ONLY contact_merges FORCE ROW LEVEL SECURITY;

CREATE TABLE contact_notes (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    author_kind text NOT NULL,
    author_id uuid,
    text text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    edited_at timestamp with time zone,
    CONSTRAINT contact_notes_author_kind_check CHECK ((author_kind = ANY (ARRAY['user'::text, 'key'::text, 'system'::text])))
);
ALTER TABLE ONLY contact_notes FORCE ROW LEVEL SECURITY;

CREATE TABLE contact_tags (
    business_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    tag_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY contact_tags FORCE ROW LEVEL SECURITY;

CREATE TABLE contacts (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    name text,
    profile_name text,
    bot_enabled boolean DEFAULT true NOT NULL,
    bot_paused_until timestamp with time zone,
    opted_out_at timestamp with time zone,
    archived_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    assigned_to uuid,
    email text,
    username text,
    phones text,
    fields jsonb DEFAULT '{}'::jsonb NOT NULL,
    field_sources jsonb DEFAULT '{}'::jsonb NOT NULL,
    merged_into uuid,
    sort_name text GENERATED ALWAYS AS (fold(COALESCE(name, profile_name, ''::text))) STORED NOT NULL COLLATE pg_catalog."C",
    search text GENERATED ALWAYS AS (search_text(VARIADIC ARRAY[name, profile_name, email, username, phones])) STORED,
    away_until timestamp with time zone
);
ALTER TABLE ONLY contacts FORCE ROW LEVEL SECURITY;

CREATE TABLE conversations (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    instance_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    window_expires_at timestamp with time zone,
    last_message_at timestamp with time zone,
    unread integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    message_count integer DEFAULT 0 NOT NULL,
    first_message_at timestamp with time zone,
    waiting_since timestamp with time zone,
    state text DEFAULT 'open'::text NOT NULL,
    state_at timestamp with time zone,
    state_by uuid,
    snoozed_until timestamp with time zone,
    marked_unread boolean DEFAULT false NOT NULL,
    CONSTRAINT conversations_snoozed_check CHECK (((state = 'snoozed'::text) = (snoozed_until IS NOT NULL))),
    CONSTRAINT conversations_state_check CHECK ((state = ANY (ARRAY['open'::text, 'snoozed'::text, 'closed'::text])))
);
ALTER TABLE ONLY conversations FORCE ROW LEVEL SECURITY;

CREATE TABLE deleted_objects (
    business_id uuid NOT NULL,
    object_key text NOT NULL,
    deleted_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY deleted_objects FORCE ROW LEVEL SECURITY;

CREATE TABLE email_changes (
    digest bytea NOT NULL,
    user_id uuid NOT NULL,
    session_id uuid NOT NULL,
    old_email text NOT NULL,
    new_email text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    until timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    CONSTRAINT email_changes_new_email_check CHECK (((new_email = lower(new_email)) AND ((length(new_email) >= 3) AND (length(new_email) <= 254)))),
    CONSTRAINT email_changes_old_email_check CHECK (((old_email = lower(old_email)) AND ((length(old_email) >= 3) AND (length(old_email) <= 254))))
);

CREATE TABLE eval_cases (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    name text NOT NULL,
    source text NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    body jsonb NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT eval_cases_body_check CHECK ((pg_column_size(body) <= 200000)),
    CONSTRAINT eval_cases_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT eval_cases_source_check CHECK ((source = ANY (ARRAY['written'::text, 'recorded'::text]))),
    CONSTRAINT eval_cases_tags_check CHECK ((cardinality(tags) <= 5))
);
ALTER TABLE ONLY eval_cases FORCE ROW LEVEL SECURITY;

CREATE TABLE eval_results (
    run_id uuid NOT NULL,
    case_id uuid NOT NULL,
    trial smallint NOT NULL,
    business_id uuid NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    claim_id uuid,
    held_until timestamp with time zone,
    sandbox_id uuid,
    progress jsonb,
    passed boolean,
    trouble text,
    checks jsonb DEFAULT '[]'::jsonb NOT NULL,
    transcript jsonb DEFAULT '[]'::jsonb NOT NULL,
    said integer DEFAULT 0 NOT NULL,
    invented integer DEFAULT 0 NOT NULL,
    tool_points integer DEFAULT 0 NOT NULL,
    tools_right integer DEFAULT 0 NOT NULL,
    cost_micros bigint,
    milliseconds integer,
    ended_at timestamp with time zone,
    CONSTRAINT eval_results_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text]))),
    CONSTRAINT eval_results_trial_check CHECK (((trial >= 1) AND (trial <= 4))),
    CONSTRAINT eval_results_trouble_check CHECK ((length(trouble) <= 200))
);
ALTER TABLE ONLY eval_results FORCE ROW LEVEL SECURITY;

CREATE TABLE eval_run_cases (
    run_id uuid NOT NULL,
    case_id uuid NOT NULL,
    business_id uuid NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    body jsonb NOT NULL
);
ALTER TABLE ONLY eval_run_cases FORCE ROW LEVEL SECURITY;

CREATE TABLE eval_runs (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    state text NOT NULL,
    config jsonb NOT NULL,
    config_version integer,
    model text NOT NULL,
    trials smallint NOT NULL,
    started_by uuid,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    beat_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT eval_runs_state_check CHECK ((state = ANY (ARRAY['running'::text, 'finished'::text, 'stopped'::text, 'capped'::text, 'failed'::text]))),
    CONSTRAINT eval_runs_trials_check CHECK (((trials >= 1) AND (trials <= 4)))
);
ALTER TABLE ONLY eval_runs FORCE ROW LEVEL SECURITY;

CREATE TABLE events (
    id uuid NOT NULL,
    business_id uuid,
    severity text NOT NULL,
    type text NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT events_severity_check CHECK ((severity = ANY (ARRAY['info'::text, 'warning'::text, 'error'::text, 'critical'::text])))
);
ALTER TABLE ONLY events FORCE ROW LEVEL SECURITY;

CREATE TABLE external_tools (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    slot smallint NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    url text NOT NULL,
    headers jsonb DEFAULT '{}'::jsonb NOT NULL,
    body_template jsonb DEFAULT '{}'::jsonb NOT NULL,
    parameters jsonb DEFAULT '[]'::jsonb NOT NULL,
    secrets_sealed bytea,
    secret_names text[] DEFAULT '{}'::text[] NOT NULL,
    effect boolean NOT NULL,
    timeout_seconds smallint DEFAULT 8 NOT NULL,
    result_paths text[] DEFAULT '{}'::text[] NOT NULL,
    result_most integer DEFAULT 4000 NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    changed_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    secrets_of uuid,
    dry boolean DEFAULT false NOT NULL,
    dry_answer jsonb,
    CONSTRAINT external_tools_body_template_check CHECK (((jsonb_typeof(body_template) = 'object'::text) AND (length((body_template)::text) <= 20000))),
    CONSTRAINT external_tools_check CHECK (((secrets_sealed IS NULL) = (cardinality(secret_names) = 0))),
    CONSTRAINT external_tools_description_check CHECK (((length(description) >= 1) AND (length(description) <= 1000))),
    CONSTRAINT external_tools_headers_check CHECK (((jsonb_typeof(headers) = 'object'::text) AND (length((headers)::text) <= 30000))),
    CONSTRAINT external_tools_name_check CHECK ((name ~ '^[a-z][a-z0-9_]{2,40}$'::text)),
    CONSTRAINT external_tools_parameters_check CHECK (((jsonb_typeof(parameters) = 'array'::text) AND (jsonb_array_length(parameters) <= 20) AND (length((parameters)::text) <= 60000))),
    CONSTRAINT external_tools_result_most_check CHECK (((result_most >= 100) AND (result_most <= 4000))),
    CONSTRAINT external_tools_result_paths_check CHECK ((cardinality(result_paths) <= 30)),
    CONSTRAINT external_tools_secret_names_check CHECK ((cardinality(secret_names) <= 10)),
    CONSTRAINT external_tools_secrets_sealed_check CHECK ((length(secrets_sealed) <= 60000)),
    CONSTRAINT external_tools_slot_check CHECK (((slot >= 1) AND (slot <= 15))),
    CONSTRAINT external_tools_timeout_seconds_check CHECK (((timeout_seconds >= 1) AND (timeout_seconds <= 20))),
    CONSTRAINT external_tools_url_check CHECK (((length(url) >= 1) AND (length(url) <= 2000)))
);
ALTER TABLE ONLY external_tools FORCE ROW LEVEL SECURITY;

CREATE TABLE field_evidence (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    field_key text NOT NULL,
    value jsonb NOT NULL,
    message_id uuid NOT NULL,
    quote text NOT NULL,
    state text NOT NULL,
    model text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT field_evidence_field_key_check CHECK ((length(field_key) <= 40)),
    CONSTRAINT field_evidence_quote_check CHECK ((length(quote) <= 300)),
    CONSTRAINT field_evidence_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'suggested'::text, 'accepted'::text, 'rejected'::text, 'superseded'::text])))
);
ALTER TABLE ONLY field_evidence FORCE ROW LEVEL SECURITY;

CREATE TABLE field_proposals (
    business_id uuid NOT NULL,
    key text NOT NULL,
    state text NOT NULL,
    decided_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT field_proposals_key_check CHECK ((key ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
    CONSTRAINT field_proposals_state_check CHECK ((state = ANY (ARRAY['accepted'::text, 'rejected'::text])))
);
ALTER TABLE ONLY field_proposals FORCE ROW LEVEL SECURITY;

CREATE TABLE field_reviews (
    conversation_id uuid NOT NULL,
    business_id uuid NOT NULL,
    due_at timestamp with time zone,
    seq bigint DEFAULT 0 NOT NULL
);
ALTER TABLE ONLY field_reviews FORCE ROW LEVEL SECURITY;

CREATE TABLE field_sightings (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    key text NOT NULL,
    label text NOT NULL,
    type text NOT NULL,
    message_id uuid NOT NULL,
    quote text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT field_sightings_key_check CHECK ((key ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
    CONSTRAINT field_sightings_label_check CHECK (((length(label) >= 1) AND (length(label) <= 60))),
    CONSTRAINT field_sightings_quote_check CHECK ((length(quote) <= 300)),
    CONSTRAINT field_sightings_type_check CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'date'::text, 'boolean'::text])))
);
ALTER TABLE ONLY field_sightings FORCE ROW LEVEL SECURITY;

CREATE TABLE file_chunks (
    business_id uuid NOT NULL,
    file_id uuid NOT NULL,
    "position" integer NOT NULL,
    page integer,
    heading text,
    text text NOT NULL,
    search text GENERATED ALWAYS AS (search_text(VARIADIC ARRAY[heading, text])) STORED,
    embedding halfvec,
    embedding_model text,
    CONSTRAINT file_chunks_embedding_model_check CHECK ((length(embedding_model) <= 100)),
    CONSTRAINT file_chunks_heading_check CHECK ((length(heading) <= 300)),
    CONSTRAINT file_chunks_text_check CHECK (((length(text) >= 1) AND (length(text) <= 4000)))
);
ALTER TABLE ONLY file_chunks FORCE ROW LEVEL SECURITY;

CREATE TABLE files (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    title text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    when_to_use text DEFAULT ''::text NOT NULL,
    filename text,
    mime_type text NOT NULL,
    object_key text NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    sendable boolean NOT NULL,
    searchable boolean NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    reason text,
    pages integer,
    chunks integer DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    touched_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    embedded_model text,
    CONSTRAINT files_description_check CHECK ((length(description) <= 1000)),
    CONSTRAINT files_embedded_model_check CHECK ((length(embedded_model) <= 100)),
    CONSTRAINT files_filename_check CHECK ((length(filename) <= 1000)),
    CONSTRAINT files_mime_type_check CHECK ((length(mime_type) <= 200)),
    CONSTRAINT files_reason_check CHECK ((length(reason) <= 60)),
    CONSTRAINT files_sha256_check CHECK ((length(sha256) = 32)),
    CONSTRAINT files_size_check CHECK ((size > 0)),
    CONSTRAINT files_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'ready'::text, 'failed'::text, 'no_text'::text]))),
    CONSTRAINT files_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120))),
    CONSTRAINT files_when_to_use_check CHECK ((length(when_to_use) <= 300))
);
ALTER TABLE ONLY files FORCE ROW LEVEL SECURITY;

CREATE TABLE handovers (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    reason text NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    taken_by uuid,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    taken_at timestamp with time zone,
    closed_at timestamp with time zone,
    CONSTRAINT handovers_reason_check CHECK ((reason = ANY (ARRAY['asked'::text, 'complaint'::text, 'payment'::text, 'out_of_scope'::text, 'doubtful'::text, 'urgent'::text, 'loop'::text, 'failed'::text]))),
    CONSTRAINT handovers_state_check CHECK ((state = ANY (ARRAY['open'::text, 'taken'::text, 'closed'::text]))),
    CONSTRAINT handovers_summary_check CHECK ((length(summary) <= 300))
);
ALTER TABLE ONLY handovers FORCE ROW LEVEL SECURITY;

CREATE TABLE idempotency (
    key bytea NOT NULL,
    request bytea NOT NULL,
    claim_id uuid NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    effect boolean DEFAULT false NOT NULL,
    status smallint,
    answer_sealed bytea
);

CREATE TABLE instances (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    provider text NOT NULL,
    name text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    state_reason text,
    meta_app_id uuid,
    channel_id text NOT NULL,
    account_id text,
    display_phone text,
    token_sealed bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    verified_name text,
    quality_rating text,
    messaging_limit text,
    throughput text,
    name_status text,
    number_status text,
    account_state text,
    checked_at timestamp with time zone,
    check_tried_at timestamp with time zone DEFAULT now() NOT NULL,
    last_webhook_at timestamp with time zone,
    webhook_verified_at timestamp with time zone,
    on_phone boolean DEFAULT false NOT NULL,
    paused_until timestamp with time zone,
    pause_reason text,
    slowed_until timestamp with time zone,
    slow_rate real,
    templates_tried_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT instances_check CHECK (((provider <> 'cloud'::text) OR (state = 'deleted'::text) OR ((meta_app_id IS NOT NULL) AND (token_sealed IS NOT NULL) AND (account_id IS NOT NULL)))),
    CONSTRAINT instances_provider_check CHECK ((provider = ANY (ARRAY['cloud'::text, 'web'::text, 'sandbox'::text]))),
    CONSTRAINT instances_state_check CHECK ((state = ANY (ARRAY['active'::text, 'stopped'::text, 'disabled'::text, 'deleted'::text])))
);
ALTER TABLE ONLY instances FORCE ROW LEVEL SECURITY;

CREATE TABLE known_networks (
    user_id uuid NOT NULL,
    network bytea NOT NULL,
    last_used_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE lessons (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    situation text NOT NULL,
    instruction text NOT NULL,
    example text,
    origin text NOT NULL,
    state text NOT NULL,
    text_hash bytea NOT NULL,
    always boolean DEFAULT false NOT NULL,
    uses integer DEFAULT 0 NOT NULL,
    agent_message_id uuid,
    person_message_id uuid,
    approved_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    decided_at timestamp with time zone,
    CONSTRAINT lessons_example_check CHECK (((length(example) >= 1) AND (length(example) <= 500))),
    CONSTRAINT lessons_instruction_check CHECK (((length(instruction) >= 1) AND (length(instruction) <= 300))),
    CONSTRAINT lessons_origin_check CHECK ((origin = ANY (ARRAY['correction'::text, 'person'::text, 'model'::text]))),
    CONSTRAINT lessons_situation_check CHECK (((length(situation) >= 1) AND (length(situation) <= 120))),
    CONSTRAINT lessons_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'rejected'::text, 'retired'::text]))),
    CONSTRAINT lessons_text_hash_check CHECK ((length(text_hash) = 32))
);
ALTER TABLE ONLY lessons FORCE ROW LEVEL SECURITY;

CREATE TABLE loose_pictures (
    object_key text NOT NULL,
    due_at timestamp with time zone NOT NULL
);

CREATE TABLE mail_tokens (
    digest bytea NOT NULL,
    user_id uuid NOT NULL,
    purpose text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT mail_tokens_purpose_check CHECK ((purpose = ANY (ARRAY['verify'::text, 'reset'::text])))
);

CREATE TABLE mails (
    id uuid NOT NULL,
    kind text NOT NULL,
    user_id uuid,
    state text DEFAULT 'waiting'::text NOT NULL,
    mail_sealed bytea,
    attempts integer DEFAULT 0 NOT NULL,
    claim_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    next_at timestamp with time zone DEFAULT now() NOT NULL,
    until timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    reason text,
    CONSTRAINT mails_check CHECK (((mail_sealed IS NULL) = (state <> 'waiting'::text))),
    CONSTRAINT mails_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text])))
);

CREATE TABLE media (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    message_id uuid NOT NULL,
    instance_id uuid NOT NULL,
    vendor_media_id text,
    state text DEFAULT 'pending'::text NOT NULL,
    mime_type text NOT NULL,
    declared_sha256 text,
    filename text,
    voice boolean DEFAULT false NOT NULL,
    object_key text,
    size bigint,
    sha256 text,
    reason text,
    attempts integer DEFAULT 0 NOT NULL,
    tried_at timestamp with time zone DEFAULT now() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    web_message text,
    width integer,
    height integer,
    duration_ms integer,
    waveform bytea,
    thumbnail boolean DEFAULT false NOT NULL,
    inspection text,
    looks smallint DEFAULT 0 NOT NULL,
    asked_again smallint DEFAULT 0 NOT NULL,
    asked_at timestamp with time zone,
    CONSTRAINT media_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'stored'::text, 'failed'::text])))
);
ALTER TABLE ONLY media FORCE ROW LEVEL SECURITY;

CREATE TABLE media_handles (
    business_id uuid NOT NULL,
    instance_id uuid NOT NULL,
    object_key text NOT NULL,
    vendor_media_id text NOT NULL,
    uploaded_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY media_handles FORCE ROW LEVEL SECURITY;

CREATE TABLE media_texts (
    message_id uuid NOT NULL,
    business_id uuid NOT NULL,
    kind text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    text text,
    language text,
    seconds integer,
    voucher jsonb,
    model text,
    reason text,
    attempts smallint DEFAULT 0 NOT NULL,
    due_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT media_texts_check CHECK (((state = 'done'::text) = (text IS NOT NULL))),
    CONSTRAINT media_texts_check1 CHECK (((state = 'waiting'::text) = (done_at IS NULL))),
    CONSTRAINT media_texts_kind_check CHECK ((kind = ANY (ARRAY['transcript'::text, 'description'::text, 'ocr'::text]))),
    CONSTRAINT media_texts_language_check CHECK ((length(language) <= 20)),
    CONSTRAINT media_texts_reason_check CHECK ((length(reason) <= 200)),
    CONSTRAINT media_texts_seconds_check CHECK ((seconds >= 0)),
    CONSTRAINT media_texts_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'failed'::text, 'blocked'::text, 'too_large'::text]))),
    CONSTRAINT media_texts_text_check CHECK ((length(text) <= 20000))
);
ALTER TABLE ONLY media_texts FORCE ROW LEVEL SECURITY;

CREATE TABLE memberships (
    business_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    takes_turns boolean DEFAULT false NOT NULL,
    away boolean DEFAULT false NOT NULL,
    CONSTRAINT memberships_role_check CHECK ((role = ANY (ARRAY['OWNER'::text, 'ADMIN'::text, 'ADVISOR'::text])))
);
ALTER TABLE ONLY memberships FORCE ROW LEVEL SECURITY;

CREATE TABLE message_statuses (
    business_id uuid NOT NULL,
    instance_id uuid NOT NULL,
    vendor_id text NOT NULL,
    status text NOT NULL,
    at timestamp with time zone NOT NULL,
    error jsonb,
    pricing jsonb,
    stored_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY message_statuses FORCE ROW LEVEL SECURITY;

CREATE TABLE messages (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    instance_id uuid NOT NULL,
    seq bigint NOT NULL,
    direction text NOT NULL,
    author text NOT NULL,
    kind text NOT NULL,
    text text,
    content jsonb DEFAULT '{}'::jsonb NOT NULL,
    vendor_id text,
    reply_to text,
    target_id text,
    status text NOT NULL,
    status_at timestamp with time zone DEFAULT now() NOT NULL,
    error jsonb,
    sent_at timestamp with time zone NOT NULL,
    edited_at timestamp with time zone,
    revoked_at timestamp with time zone,
    raw jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    author_id uuid,
    retry_of uuid,
    client_id text,
    sender_id uuid,
    CONSTRAINT messages_author_check CHECK ((author = ANY (ARRAY['customer'::text, 'agent'::text, 'person'::text, 'phone'::text, 'system'::text]))),
    CONSTRAINT messages_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
    CONSTRAINT messages_status_check CHECK ((status = ANY (ARRAY['received'::text, 'queued'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'read'::text, 'played'::text, 'failed'::text, 'unconfirmed'::text])))
);
ALTER TABLE ONLY messages ALTER COLUMN conversation_id SET (n_distinct=-0.05);
ALTER TABLE ONLY messages FORCE ROW LEVEL SECURITY;

ALTER TABLE messages ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME messages_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE meta_apps (
    id uuid NOT NULL,
    business_id uuid,
    route text NOT NULL,
    app_secret_sealed bytea NOT NULL,
    verify_token_sealed bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    app_id text,
    previous_secret_sealed bytea,
    previous_secret_until timestamp with time zone,
    changed_at timestamp with time zone,
    CONSTRAINT meta_apps_route_check CHECK ((route ~ '^[A-Za-z0-9_-]{8,64}$'::text))
);
ALTER TABLE ONLY meta_apps FORCE ROW LEVEL SECURITY;

CREATE TABLE opened_customers (
    business_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    quarter integer NOT NULL
);
ALTER TABLE ONLY opened_customers FORCE ROW LEVEL SECURITY;

CREATE TABLE opened_quarters (
    business_id uuid NOT NULL,
    quarter integer NOT NULL,
    customers integer NOT NULL
);
ALTER TABLE ONLY opened_quarters FORCE ROW LEVEL SECURITY;

CREATE TABLE outbound (
    message_id uuid NOT NULL,
    business_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    state text DEFAULT 'queued'::text NOT NULL,
    claim_id uuid,
    claimed_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone DEFAULT now() NOT NULL,
    wait_reason text,
    trace text,
    CONSTRAINT outbound_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'unconfirmed'::text]))),
    CONSTRAINT outbound_trace_check CHECK ((length(trace) <= 55))
);
ALTER TABLE ONLY outbound FORCE ROW LEVEL SECURITY;

ALTER TABLE outbound ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outbound_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE platform_settings (
    id boolean DEFAULT true NOT NULL,
    agent_model text DEFAULT 'gpt-6-luna'::text NOT NULL,
    agent_effort text DEFAULT 'low'::text,
    hourly_micros bigint,
    CONSTRAINT platform_settings_agent_effort_check CHECK ((agent_effort = ANY (ARRAY['none'::text, 'minimal'::text, 'low'::text, 'medium'::text, 'high'::text, 'xhigh'::text, 'max'::text]))),
    CONSTRAINT platform_settings_hourly_micros_check CHECK (((hourly_micros >= 10000) AND (hourly_micros <= '1000000000000'::bigint))),
    CONSTRAINT platform_settings_id_check CHECK (id)
);

CREATE TABLE product_pictures (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    product_id uuid NOT NULL,
    object_key text NOT NULL,
    mime_type text NOT NULL,
    size bigint NOT NULL,
    "position" integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT product_pictures_mime_type_check CHECK ((mime_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text]))),
    CONSTRAINT product_pictures_size_check CHECK ((size > 0))
);
ALTER TABLE ONLY product_pictures FORCE ROW LEVEL SECURITY;

CREATE TABLE product_vectors (
    product_id uuid NOT NULL,
    business_id uuid NOT NULL,
    model text NOT NULL,
    digest bytea NOT NULL,
    embedding halfvec NOT NULL,
    CONSTRAINT product_vectors_model_check CHECK ((length(model) <= 100))
);
ALTER TABLE ONLY product_vectors FORCE ROW LEVEL SECURITY;

CREATE TABLE products (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    category_id uuid,
    name text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    active boolean DEFAULT true NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    search text DEFAULT ''::text NOT NULL,
    changed_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    archived_at timestamp with time zone,
    to_embed_at timestamp with time zone DEFAULT now(),
    CONSTRAINT products_description_check CHECK ((length(description) <= 4000)),
    CONSTRAINT products_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
ALTER TABLE ONLY products FORCE ROW LEVEL SECURITY;

CREATE TABLE push_devices (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    session_id uuid NOT NULL,
    endpoint_digest bytea NOT NULL,
    subscription_sealed bytea NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    rung_at timestamp with time zone,
    CONSTRAINT push_devices_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

CREATE TABLE quiet_reviews (
    conversation_id uuid NOT NULL,
    kind text NOT NULL,
    business_id uuid NOT NULL,
    due_at timestamp with time zone,
    seq bigint DEFAULT 0 NOT NULL,
    CONSTRAINT quiet_reviews_kind_check CHECK ((kind = ANY (ARRAY['memory'::text, 'lesson'::text])))
);
ALTER TABLE ONLY quiet_reviews FORCE ROW LEVEL SECURITY;

CREATE TABLE raw_updates (
    digest bytea NOT NULL,
    business_id uuid,
    route text NOT NULL,
    field text NOT NULL,
    raw jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY raw_updates FORCE ROW LEVEL SECURITY;

CREATE TABLE recovery_codes (
    user_id uuid NOT NULL,
    digest bytea NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE refresh_tokens (
    digest bytea NOT NULL,
    session_id uuid NOT NULL,
    issued_at timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone
);

CREATE UNLOGGED TABLE request_counts (
    caller bytea NOT NULL,
    requests integer NOT NULL,
    until timestamp with time zone NOT NULL
);

CREATE TABLE rings (
    conversation_id uuid NOT NULL,
    business_id uuid NOT NULL,
    due_at timestamp with time zone NOT NULL,
    claim_id uuid
);
ALTER TABLE ONLY rings FORCE ROW LEVEL SECURITY;

CREATE TABLE schedule_ticks (
    name text NOT NULL,
    tick timestamp with time zone NOT NULL
);

CREATE TABLE schema_functions (
    name text NOT NULL,
    digest text NOT NULL
);

CREATE TABLE schema_migrations (
    name text NOT NULL,
    digest text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE second_factors (
    user_id uuid NOT NULL,
    secret_sealed bytea NOT NULL,
    last_step bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    confirmed_at timestamp with time zone
);

CREATE UNLOGGED TABLE send_pairs (
    conversation_id uuid NOT NULL,
    business_id uuid NOT NULL,
    paid_at timestamp with time zone NOT NULL
)
WITH (fillfactor='50');
ALTER TABLE ONLY send_pairs FORCE ROW LEVEL SECURITY;

CREATE UNLOGGED TABLE send_rates (
    business_id uuid NOT NULL,
    instance_id uuid NOT NULL,
    share smallint NOT NULL,
    next_at timestamp with time zone NOT NULL,
    queue_at timestamp with time zone NOT NULL
)
WITH (fillfactor='20');
ALTER TABLE ONLY send_rates FORCE ROW LEVEL SECURITY;

CREATE TABLE sessions (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    chosen_business uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    revoked_reason text,
    second_factor boolean DEFAULT false NOT NULL,
    CONSTRAINT sessions_revoked_reason_check CHECK ((revoked_reason = ANY (ARRAY['log_out'::text, 'reuse'::text, 'reset'::text, 'password'::text, 'ended'::text, 'email'::text])))
);

CREATE TABLE stats_hourly (
    business_id uuid NOT NULL,
    hour timestamp with time zone NOT NULL,
    instance_id uuid NOT NULL,
    kind text NOT NULL,
    member_id uuid,
    bucket smallint DEFAULT 0 NOT NULL,
    amount integer NOT NULL
);
ALTER TABLE ONLY stats_hourly FORCE ROW LEVEL SECURITY;

CREATE TABLE stats_watermark (
    only_row boolean DEFAULT true NOT NULL,
    reached uuid NOT NULL,
    CONSTRAINT stats_watermark_only_row_check CHECK (only_row)
);

CREATE TABLE stock_moves (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    variant_id uuid NOT NULL,
    delta integer DEFAULT 0 NOT NULL,
    reserved_delta integer DEFAULT 0 NOT NULL,
    reason text NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT stock_moves_reason_check CHECK ((reason = ANY (ARRAY['counted'::text, 'imported'::text, 'reserved'::text, 'released'::text, 'sold'::text, 'returned'::text])))
);
ALTER TABLE ONLY stock_moves FORCE ROW LEVEL SECURITY;

CREATE TABLE tags (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    name text NOT NULL,
    colour text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tags_colour_check CHECK ((colour ~ '^#[0-9a-f]{6}$'::text)),
    CONSTRAINT tags_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);
ALTER TABLE ONLY tags FORCE ROW LEVEL SECURITY;

CREATE TABLE templates (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    account_id text NOT NULL,
    vendor_id text,
    name text NOT NULL,
    language text NOT NULL,
    category text NOT NULL,
    parameter_format text NOT NULL,
    components jsonb NOT NULL,
    draft jsonb,
    status text NOT NULL,
    reason text,
    quality text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT templates_components_check CHECK ((jsonb_typeof(components) = 'array'::text))
);
ALTER TABLE ONLY templates FORCE ROW LEVEL SECURITY;

CREATE TABLE turns (
    business_id uuid NOT NULL,
    last_user_id uuid
);
ALTER TABLE ONLY turns FORCE ROW LEVEL SECURITY;

CREATE TABLE uploads (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    user_id uuid,
    mime_type text NOT NULL,
    size bigint NOT NULL,
    filename text,
    object_key text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT uploads_size_check CHECK ((size > 0))
);
ALTER TABLE ONLY uploads FORCE ROW LEVEL SECURITY;

CREATE TABLE usage (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    conversation_id uuid,
    feature text NOT NULL,
    provider text NOT NULL,
    model text NOT NULL,
    input_tokens integer NOT NULL,
    cached_tokens integer NOT NULL,
    output_tokens integer NOT NULL,
    cost_micros bigint,
    milliseconds integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    cache_write_tokens integer DEFAULT 0 NOT NULL,
    reasoning_tokens integer DEFAULT 0 NOT NULL,
    turn_id uuid,
    audio_tokens integer DEFAULT 0 NOT NULL
);
ALTER TABLE ONLY usage FORCE ROW LEVEL SECURITY;

CREATE TABLE users (
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    language text DEFAULT 'es'::text NOT NULL,
    password_hash text NOT NULL,
    email_verified_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    super_admin boolean DEFAULT false NOT NULL,
    terms_version text,
    terms_accepted_at timestamp with time zone,
    avatar text,
    CONSTRAINT users_avatar_check CHECK ((avatar ~ '^[A-Za-z0-9_-]{43}$'::text)),
    CONSTRAINT users_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254)))),
    CONSTRAINT users_language_check CHECK ((language = ANY (ARRAY['es'::text, 'en'::text]))),
    CONSTRAINT users_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT users_terms_version_check CHECK (((length(terms_version) >= 1) AND (length(terms_version) <= 40)))
);

CREATE TABLE variants (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    product_id uuid NOT NULL,
    sku text,
    label text DEFAULT ''::text NOT NULL,
    price_minor bigint NOT NULL,
    currency text NOT NULL,
    stock integer,
    reserved integer DEFAULT 0 NOT NULL,
    low_at integer,
    "position" integer NOT NULL,
    removed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT variants_check CHECK (((stock IS NULL) OR (reserved <= stock))),
    CONSTRAINT variants_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT variants_label_check CHECK ((length(label) <= 120)),
    CONSTRAINT variants_low_at_check CHECK (((low_at >= 0) AND (low_at <= 1000000000))),
    CONSTRAINT variants_price_minor_check CHECK (((price_minor >= 0) AND (price_minor <= '999999999999'::bigint))),
    CONSTRAINT variants_reserved_check CHECK ((reserved >= 0)),
    CONSTRAINT variants_sku_check CHECK (((length(sku) >= 1) AND (length(sku) <= 60))),
    CONSTRAINT variants_stock_check CHECK (((stock >= 0) AND (stock <= 1000000000)))
);
ALTER TABLE ONLY variants FORCE ROW LEVEL SECURITY;

CREATE TABLE voice_notes (
    business_id uuid NOT NULL,
    object_key text NOT NULL,
    voice_key text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY voice_notes FORCE ROW LEVEL SECURITY;

CREATE TABLE web_hosts (
    name text NOT NULL,
    address text NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    capacity integer NOT NULL
);

CREATE TABLE web_session_keys (
    instance_id uuid NOT NULL,
    business_id uuid NOT NULL,
    epoch bigint NOT NULL,
    keys_sealed bytea NOT NULL,
    saved_at timestamp with time zone DEFAULT now() NOT NULL,
    taken bigint DEFAULT 0 NOT NULL
);
ALTER TABLE ONLY web_session_keys ALTER COLUMN keys_sealed SET STORAGE EXTERNAL;
ALTER TABLE ONLY web_session_keys FORCE ROW LEVEL SECURITY;

CREATE TABLE web_sessions (
    instance_id uuid NOT NULL,
    business_id uuid NOT NULL,
    wanted text DEFAULT 'running'::text NOT NULL,
    state text DEFAULT 'new'::text NOT NULL,
    state_reason text,
    state_at timestamp with time zone DEFAULT now() NOT NULL,
    owner text,
    epoch bigint DEFAULT 0 NOT NULL,
    lease_until timestamp with time zone,
    jid text,
    lid text,
    qr_sealed bytea,
    qr_until timestamp with time zone,
    pairing_phone_sealed bytea,
    pairing_code_sealed bytea,
    restarts integer DEFAULT 0 NOT NULL,
    next_start_at timestamp with time zone,
    online_since timestamp with time zone,
    first_online_at timestamp with time zone,
    sends_paused_until timestamp with time zone,
    command text,
    command_at timestamp with time zone,
    told_for timestamp with time zone,
    tell_tried_at timestamp with time zone,
    CONSTRAINT web_sessions_command_check CHECK ((command = ANY (ARRAY['restart'::text, 'logout'::text]))),
    CONSTRAINT web_sessions_state_check CHECK ((state = ANY (ARRAY['new'::text, 'pairing'::text, 'connecting'::text, 'online'::text, 'backoff'::text, 'logged_out'::text, 'banned'::text, 'replaced'::text, 'stopped'::text]))),
    CONSTRAINT web_sessions_wanted_check CHECK ((wanted = ANY (ARRAY['running'::text, 'stopped'::text])))
);
ALTER TABLE ONLY web_sessions FORCE ROW LEVEL SECURITY;

CREATE TABLE webhook_messages (
    id uuid NOT NULL,
    business_id uuid NOT NULL,
    type text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    body text NOT NULL,
    trace text,
    CONSTRAINT webhook_messages_body_check CHECK ((length(body) <= 20000)),
    CONSTRAINT webhook_messages_trace_check CHECK ((length(trace) <= 55)),
    CONSTRAINT webhook_messages_type_check CHECK ((type ~ '^[a-z_]+\.[a-z_]+$'::text))
);
ALTER TABLE ONLY webhook_messages FORCE ROW LEVEL SECURITY;

ALTER TABLE ONLY agent_configs
    ADD CONSTRAINT agent_configs_business_id_version_key UNIQUE (business_id, version);

ALTER TABLE ONLY agent_configs
    ADD CONSTRAINT agent_configs_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY agent_configs
    ADD CONSTRAINT agent_configs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agent_tool_calls
    ADD CONSTRAINT agent_tool_calls_business_id_key_key UNIQUE (business_id, key);

ALTER TABLE ONLY agent_tool_calls
    ADD CONSTRAINT agent_tool_calls_pkey PRIMARY KEY (id);

ALTER TABLE ONLY agent_turns
    ADD CONSTRAINT agent_turns_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY agent_turns
    ADD CONSTRAINT agent_turns_pkey PRIMARY KEY (id);

ALTER TABLE ONLY alert_choices
    ADD CONSTRAINT alert_choices_pkey PRIMARY KEY (business_id, user_id);

ALTER TABLE ONLY api_keys
    ADD CONSTRAINT api_keys_business_id_id_key UNIQUE (business_id, id);

ALTER TABLE ONLY api_keys
    ADD CONSTRAINT api_keys_digest_key UNIQUE (digest);

ALTER TABLE ONLY api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (key);

ALTER TABLE ONLY audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY bench_sessions
    ADD CONSTRAINT bench_sessions_business_id_opened_by_key UNIQUE (business_id, opened_by);

ALTER TABLE ONLY bench_sessions
    ADD CONSTRAINT bench_sessions_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY bench_sessions
    ADD CONSTRAINT bench_sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY bench_sessions
    ADD CONSTRAINT bench_sessions_sandbox_id_key UNIQUE (sandbox_id);

ALTER TABLE ONLY buffers
    ADD CONSTRAINT buffers_pkey PRIMARY KEY (conversation_id);

ALTER TABLE ONLY businesses
    ADD CONSTRAINT businesses_pkey PRIMARY KEY (id);

ALTER TABLE ONLY canned_replies
    ADD CONSTRAINT canned_replies_pkey PRIMARY KEY (id);

ALTER TABLE ONLY categories
    ADD CONSTRAINT categories_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY categories
    ADD CONSTRAINT categories_pkey PRIMARY KEY (id);

ALTER TABLE changes
    ADD CONSTRAINT changes_kind_check CHECK ((kind = ANY (ARRAY['contact'::text, 'contact_note'::text, 'contact_field'::text, 'tag'::text, 'conversation'::text, 'message'::text, 'canned_reply'::text, 'template'::text, 'instance'::text, 'member'::text]))) NOT VALID;

ALTER TABLE ONLY changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (business_id, xid, kind, id);

ALTER TABLE ONLY contact_fields
    ADD CONSTRAINT contact_fields_business_id_key_key UNIQUE (business_id, key);

ALTER TABLE ONLY contact_fields
    ADD CONSTRAINT contact_fields_pkey PRIMARY KEY (id);

ALTER TABLE ONLY contact_files
    ADD CONSTRAINT contact_files_pkey PRIMARY KEY (id);

ALTER TABLE ONLY contact_identities
    ADD CONSTRAINT contact_identities_pkey PRIMARY KEY (business_id, kind, key);

ALTER TABLE ONLY contact_memories
    ADD CONSTRAINT contact_memories_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY contact_memories
    ADD CONSTRAINT contact_memories_pkey PRIMARY KEY (id);

ALTER TABLE ONLY contact_merges
    ADD CONSTRAINT contact_merges_pkey PRIMARY KEY (id);

ALTER TABLE ONLY contact_notes
    ADD CONSTRAINT contact_notes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY contact_tags
    ADD CONSTRAINT contact_tags_pkey PRIMARY KEY (contact_id, tag_id);

ALTER TABLE ONLY contacts
    ADD CONSTRAINT contacts_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY contacts
    ADD CONSTRAINT contacts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY conversations
    ADD CONSTRAINT conversations_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY conversations
    ADD CONSTRAINT conversations_instance_id_contact_id_key UNIQUE (instance_id, contact_id);

ALTER TABLE ONLY conversations
    ADD CONSTRAINT conversations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY deleted_objects
    ADD CONSTRAINT deleted_objects_pkey PRIMARY KEY (business_id, object_key);

ALTER TABLE ONLY email_changes
    ADD CONSTRAINT email_changes_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY eval_cases
    ADD CONSTRAINT eval_cases_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY eval_cases
    ADD CONSTRAINT eval_cases_pkey PRIMARY KEY (id);

ALTER TABLE ONLY eval_results
    ADD CONSTRAINT eval_results_pkey PRIMARY KEY (run_id, case_id, trial);

ALTER TABLE ONLY eval_run_cases
    ADD CONSTRAINT eval_run_cases_pkey PRIMARY KEY (run_id, case_id);

ALTER TABLE ONLY eval_run_cases
    ADD CONSTRAINT eval_run_cases_run_id_case_id_business_id_key UNIQUE (run_id, case_id, business_id);

ALTER TABLE ONLY eval_runs
    ADD CONSTRAINT eval_runs_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY eval_runs
    ADD CONSTRAINT eval_runs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY external_tools
    ADD CONSTRAINT external_tools_business_id_name_key UNIQUE (business_id, name);

ALTER TABLE ONLY external_tools
    ADD CONSTRAINT external_tools_business_id_slot_key UNIQUE (business_id, slot);

ALTER TABLE ONLY external_tools
    ADD CONSTRAINT external_tools_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY external_tools
    ADD CONSTRAINT external_tools_pkey PRIMARY KEY (id);

ALTER TABLE ONLY field_evidence
    ADD CONSTRAINT field_evidence_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY field_evidence
    ADD CONSTRAINT field_evidence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY field_proposals
    ADD CONSTRAINT field_proposals_pkey PRIMARY KEY (business_id, key);

ALTER TABLE ONLY field_reviews
    ADD CONSTRAINT field_reviews_pkey PRIMARY KEY (conversation_id);

ALTER TABLE ONLY field_sightings
    ADD CONSTRAINT field_sightings_business_id_key_contact_id_key UNIQUE (business_id, key, contact_id);

ALTER TABLE ONLY field_sightings
    ADD CONSTRAINT field_sightings_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY field_sightings
    ADD CONSTRAINT field_sightings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY file_chunks
    ADD CONSTRAINT file_chunks_pkey PRIMARY KEY (file_id, "position");

ALTER TABLE ONLY files
    ADD CONSTRAINT files_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY files
    ADD CONSTRAINT files_pkey PRIMARY KEY (id);

ALTER TABLE ONLY files
    ADD CONSTRAINT files_same_content UNIQUE (business_id, sha256);

ALTER TABLE ONLY handovers
    ADD CONSTRAINT handovers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (key);

ALTER TABLE ONLY instances
    ADD CONSTRAINT instances_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY instances
    ADD CONSTRAINT instances_pkey PRIMARY KEY (id);

ALTER TABLE ONLY invitations
    ADD CONSTRAINT invitations_digest_key UNIQUE (digest);

ALTER TABLE ONLY invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY known_networks
    ADD CONSTRAINT known_networks_pkey PRIMARY KEY (user_id, network);

ALTER TABLE ONLY lessons
    ADD CONSTRAINT lessons_business_id_text_hash_key UNIQUE (business_id, text_hash);

ALTER TABLE ONLY lessons
    ADD CONSTRAINT lessons_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY lessons
    ADD CONSTRAINT lessons_pkey PRIMARY KEY (id);

ALTER TABLE ONLY loose_pictures
    ADD CONSTRAINT loose_pictures_pkey PRIMARY KEY (object_key);

ALTER TABLE ONLY mail_tokens
    ADD CONSTRAINT mail_tokens_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY mails
    ADD CONSTRAINT mails_pkey PRIMARY KEY (id);

ALTER TABLE media
    ADD CONSTRAINT media_details_check CHECK ((((inspection IS NULL) OR (inspection = ANY (ARRAY['waiting'::text, 'done'::text]))) AND (width > 0) AND (height > 0) AND (duration_ms > 0) AND (length(waveform) = 64))) NOT VALID;

ALTER TABLE ONLY media_handles
    ADD CONSTRAINT media_handles_pkey PRIMARY KEY (instance_id, object_key);

ALTER TABLE ONLY media
    ADD CONSTRAINT media_pkey PRIMARY KEY (id);

ALTER TABLE ONLY media_texts
    ADD CONSTRAINT media_texts_message_id_business_id_key UNIQUE (message_id, business_id);

ALTER TABLE ONLY media_texts
    ADD CONSTRAINT media_texts_pkey PRIMARY KEY (message_id);

ALTER TABLE ONLY memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (business_id, user_id);

ALTER TABLE ONLY message_statuses
    ADD CONSTRAINT message_statuses_pkey PRIMARY KEY (instance_id, vendor_id, status);

ALTER TABLE messages
    ADD CONSTRAINT messages_client_id_check CHECK ((((client_id IS NULL) = (sender_id IS NULL)) AND (length(client_id) <= 100))) NOT VALID;

ALTER TABLE ONLY messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (id, business_id);

ALTER TABLE ONLY meta_apps
    ADD CONSTRAINT meta_apps_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY meta_apps
    ADD CONSTRAINT meta_apps_pkey PRIMARY KEY (id);

ALTER TABLE ONLY meta_apps
    ADD CONSTRAINT meta_apps_route_key UNIQUE (route);

ALTER TABLE ONLY model_catalog
    ADD CONSTRAINT model_catalog_pkey PRIMARY KEY (model);

ALTER TABLE ONLY opened_customers
    ADD CONSTRAINT opened_customers_pkey PRIMARY KEY (business_id, contact_id);

ALTER TABLE ONLY opened_quarters
    ADD CONSTRAINT opened_quarters_pkey PRIMARY KEY (business_id, quarter);

ALTER TABLE ONLY outbound
    ADD CONSTRAINT outbound_pkey PRIMARY KEY (message_id);

ALTER TABLE ONLY platform_settings
    ADD CONSTRAINT platform_settings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY product_pictures
    ADD CONSTRAINT product_pictures_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY product_pictures
    ADD CONSTRAINT product_pictures_pkey PRIMARY KEY (id);

ALTER TABLE ONLY product_pictures
    ADD CONSTRAINT product_pictures_product_id_object_key_key UNIQUE (product_id, object_key);

ALTER TABLE ONLY product_vectors
    ADD CONSTRAINT product_vectors_pkey PRIMARY KEY (product_id);

ALTER TABLE ONLY products
    ADD CONSTRAINT products_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY products
    ADD CONSTRAINT products_pkey PRIMARY KEY (id);

ALTER TABLE ONLY push_devices
    ADD CONSTRAINT push_devices_endpoint_digest_key UNIQUE (endpoint_digest);

ALTER TABLE ONLY push_devices
    ADD CONSTRAINT push_devices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY quiet_reviews
    ADD CONSTRAINT quiet_reviews_pkey PRIMARY KEY (conversation_id, kind);

ALTER TABLE ONLY raw_updates
    ADD CONSTRAINT raw_updates_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (user_id, digest);

ALTER TABLE ONLY refresh_tokens
    ADD CONSTRAINT refresh_tokens_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY request_counts
    ADD CONSTRAINT request_counts_pkey PRIMARY KEY (caller);

ALTER TABLE ONLY rings
    ADD CONSTRAINT rings_pkey PRIMARY KEY (conversation_id);

ALTER TABLE ONLY schedule_ticks
    ADD CONSTRAINT schedule_ticks_pkey PRIMARY KEY (name);

ALTER TABLE ONLY schema_functions
    ADD CONSTRAINT schema_functions_pkey PRIMARY KEY (name);

ALTER TABLE ONLY schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (name);

ALTER TABLE ONLY second_factors
    ADD CONSTRAINT second_factors_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY send_pairs
    ADD CONSTRAINT send_pairs_pkey PRIMARY KEY (conversation_id);

ALTER TABLE ONLY send_rates
    ADD CONSTRAINT send_rates_pkey PRIMARY KEY (instance_id, share);

ALTER TABLE ONLY sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY stats_hourly
    ADD CONSTRAINT stats_hourly_business_id_hour_kind_instance_id_member_id_bu_key UNIQUE NULLS NOT DISTINCT (business_id, hour, kind, instance_id, member_id, bucket);

ALTER TABLE ONLY stats_watermark
    ADD CONSTRAINT stats_watermark_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY stock_moves
    ADD CONSTRAINT stock_moves_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY stock_moves
    ADD CONSTRAINT stock_moves_pkey PRIMARY KEY (id);

ALTER TABLE ONLY tags
    ADD CONSTRAINT tags_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY tags
    ADD CONSTRAINT tags_pkey PRIMARY KEY (id);

ALTER TABLE ONLY templates
    ADD CONSTRAINT templates_business_id_account_id_name_language_key UNIQUE (business_id, account_id, name, language);

ALTER TABLE ONLY templates
    ADD CONSTRAINT templates_pkey PRIMARY KEY (id);

ALTER TABLE ONLY turns
    ADD CONSTRAINT turns_pkey PRIMARY KEY (business_id);

ALTER TABLE ONLY uploads
    ADD CONSTRAINT uploads_pkey PRIMARY KEY (id);

ALTER TABLE ONLY usage
    ADD CONSTRAINT usage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY users
    ADD CONSTRAINT users_email_key UNIQUE (email);

ALTER TABLE ONLY users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY variants
    ADD CONSTRAINT variants_id_business_id_key UNIQUE (id, business_id);

ALTER TABLE ONLY variants
    ADD CONSTRAINT variants_pkey PRIMARY KEY (id);

ALTER TABLE ONLY voice_notes
    ADD CONSTRAINT voice_notes_pkey PRIMARY KEY (business_id, object_key);

ALTER TABLE ONLY web_hosts
    ADD CONSTRAINT web_hosts_pkey PRIMARY KEY (name);

ALTER TABLE ONLY web_session_keys
    ADD CONSTRAINT web_session_keys_pkey PRIMARY KEY (instance_id);

ALTER TABLE ONLY web_sessions
    ADD CONSTRAINT web_sessions_pkey PRIMARY KEY (instance_id);

ALTER TABLE ONLY webhook_messages
    ADD CONSTRAINT webhook_messages_pkey PRIMARY KEY (id);

CREATE UNIQUE INDEX agent_configs_business_id_idx ON agent_configs USING btree (business_id) WHERE (state = 'draft'::text);

CREATE UNIQUE INDEX agent_configs_business_id_idx1 ON agent_configs USING btree (business_id) WHERE (state = 'published'::text);

CREATE INDEX agent_configs_changed_by_idx ON agent_configs USING btree (changed_by) WHERE (changed_by IS NOT NULL);

CREATE INDEX agent_configs_published_by_idx ON agent_configs USING btree (published_by) WHERE (published_by IS NOT NULL);

CREATE INDEX agent_tool_calls_conversation_id_created_at_idx ON agent_tool_calls USING btree (conversation_id, created_at);

CREATE INDEX agent_tool_calls_created_at_idx ON agent_tool_calls USING btree (created_at);

CREATE INDEX agent_tool_calls_created_at_idx1 ON agent_tool_calls USING btree (created_at) WHERE (state = 'started'::text);

CREATE INDEX agent_tool_calls_external_tool_id_created_at_id_idx ON agent_tool_calls USING btree (external_tool_id, created_at, id) WHERE (external_tool_id IS NOT NULL);

CREATE INDEX agent_tool_calls_turn_id_idx ON agent_tool_calls USING btree (turn_id);

CREATE INDEX agent_turns_business_id_created_at_idx ON agent_turns USING btree (business_id, created_at);

CREATE INDEX agent_turns_config_id_idx ON agent_turns USING btree (config_id) WHERE (config_id IS NOT NULL);

CREATE INDEX agent_turns_conversation_id_created_at_idx ON agent_turns USING btree (conversation_id, created_at);

CREATE INDEX agent_turns_created_at_idx ON agent_turns USING btree (created_at) WHERE (state = 'started'::text);

CREATE INDEX alert_choices_mailed_at_idx ON alert_choices USING btree (mailed_at) WHERE (mail <> 'off'::text);

CREATE INDEX attempts_until_idx ON attempts USING btree (until);

CREATE INDEX audit_business_id_id_idx ON audit USING btree (business_id, id);

CREATE INDEX audit_business_id_thing_thing_id_id_idx ON audit USING btree (business_id, thing, thing_id, id);

CREATE INDEX audit_of_many_contacts ON audit USING gin (((after -> 'contacts'::text))) WHERE ((thing = 'contact'::text) AND (thing_id IS NULL));

CREATE INDEX buffers_due ON buffers USING btree (due_at) WHERE (state = 'open'::text);

CREATE INDEX buffers_lapsed ON buffers USING btree (processing_until) WHERE (state = 'claimed'::text);

CREATE INDEX buffers_quarantined ON buffers USING btree (business_id, failed_at) WHERE (state = 'quarantined'::text);

CREATE INDEX businesses_capped ON businesses USING btree (agent_capped_at) WHERE ((agent_capped_at IS NOT NULL) AND (agent_capped_told_at IS NULL));

CREATE INDEX businesses_created_at_idx ON businesses USING btree (created_at) WHERE ((sandbox_of IS NOT NULL) AND (deletes_at IS NULL));

CREATE INDEX businesses_sandbox_of_created_at_idx ON businesses USING btree (sandbox_of, created_at) WHERE (sandbox_of IS NOT NULL);

CREATE INDEX businesses_to_delete ON businesses USING btree (deletes_at) WHERE (deletes_at IS NOT NULL);

CREATE UNIQUE INDEX canned_replies_shortcut ON canned_replies USING btree (business_id, lower(shortcut));

CREATE UNIQUE INDEX categories_name ON categories USING btree (business_id, fold(name));

CREATE INDEX changes_old ON changes USING brin (at) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX contact_files_business_id_direction_id_idx ON contact_files USING btree (business_id, direction, id);

CREATE INDEX contact_files_open ON contact_files USING btree (touched_at) WHERE (state = ANY (ARRAY['waiting'::text, 'queued'::text, 'running'::text]));

CREATE INDEX contact_identities_contact_id_idx ON contact_identities USING btree (contact_id);

CREATE INDEX contact_memories_contact_id_created_at_idx ON contact_memories USING btree (contact_id, created_at);

CREATE INDEX contact_memories_expires_at_idx ON contact_memories USING btree (expires_at) WHERE (expires_at IS NOT NULL);

CREATE INDEX contact_merges_source_id_idx ON contact_merges USING btree (source_id);

CREATE INDEX contact_merges_survivor_id_idx ON contact_merges USING btree (survivor_id);

CREATE INDEX contact_notes_contact_id_id_idx ON contact_notes USING btree (contact_id, id);

CREATE INDEX contact_tags_tag_id_contact_id_idx ON contact_tags USING btree (tag_id, contact_id);

CREATE INDEX contacts_archived ON contacts USING btree (business_id, id) WHERE (archived_at IS NOT NULL);

CREATE INDEX contacts_assigned ON contacts USING btree (business_id, assigned_to, id) WHERE (assigned_to IS NOT NULL);

CREATE INDEX contacts_business_id_created_at_idx ON contacts USING btree (business_id, created_at);

CREATE INDEX contacts_by_name ON contacts USING btree (business_id, sort_name, id) WHERE (merged_into IS NULL);

CREATE INDEX contacts_found ON contacts USING gin (business_id, search gin_trgm_ops, fields jsonb_path_ops);

CREATE INDEX contacts_merged ON contacts USING btree (merged_into) WHERE (merged_into IS NOT NULL);

CREATE INDEX contacts_opted_out ON contacts USING btree (business_id, id) WHERE (opted_out_at IS NOT NULL);

CREATE INDEX contacts_unassigned ON contacts USING btree (business_id, id) WHERE (assigned_to IS NULL);

CREATE INDEX contacts_username ON contacts USING btree (business_id, username) WHERE (username IS NOT NULL);

CREATE INDEX conversations_by_number ON conversations USING btree (instance_id, state, last_message_at, id);

CREATE INDEX conversations_by_state ON conversations USING btree (business_id, state, last_message_at, id);

CREATE INDEX conversations_contact_id_idx ON conversations USING btree (contact_id);

CREATE INDEX conversations_longest_waiting ON conversations USING btree (business_id, waiting_since, id) WHERE ((waiting_since IS NOT NULL) AND (state = 'open'::text));

CREATE INDEX conversations_newest ON conversations USING btree (business_id, last_message_at, id);

CREATE INDEX conversations_snoozed ON conversations USING btree (snoozed_until) WHERE (state = 'snoozed'::text);

CREATE INDEX conversations_unread ON conversations USING btree (business_id, last_message_at, id) WHERE ((unread > 0) OR marked_unread);

CREATE INDEX conversations_waiting ON conversations USING btree (business_id, last_message_at, id) WHERE ((waiting_since IS NOT NULL) AND (state = 'open'::text));

CREATE INDEX deleted_objects_deleted_at_idx ON deleted_objects USING btree (deleted_at);

CREATE INDEX email_changes_old_email_idx ON email_changes USING btree (old_email) WHERE (confirmed_at IS NOT NULL);

CREATE INDEX email_changes_until_idx ON email_changes USING btree (until);

CREATE INDEX email_changes_user_id_idx ON email_changes USING btree (user_id);

CREATE INDEX eval_cases_business_id_created_at_id_idx ON eval_cases USING btree (business_id, created_at, id);

CREATE INDEX eval_results_business_id_ended_at_idx ON eval_results USING btree (business_id, ended_at) WHERE (ended_at IS NOT NULL);

CREATE INDEX eval_results_run_id_state_idx ON eval_results USING btree (run_id, state);

CREATE INDEX eval_runs_beat_at_idx ON eval_runs USING btree (beat_at) WHERE (state = 'running'::text);

CREATE INDEX eval_runs_business_id_started_at_id_idx ON eval_runs USING btree (business_id, started_at, id);

CREATE UNIQUE INDEX eval_runs_one_at_a_time ON eval_runs USING btree (business_id) WHERE (state = 'running'::text);

CREATE INDEX events_business_id_created_at_idx ON events USING btree (business_id, created_at DESC);

CREATE INDEX events_created_at_id_idx ON events USING btree (created_at DESC, id DESC);

CREATE INDEX events_created_at_id_idx1 ON events USING btree (created_at DESC, id DESC) WHERE (severity = ANY (ARRAY['error'::text, 'critical'::text]));

CREATE INDEX events_severity_created_at_idx ON events USING btree (severity, created_at);

CREATE INDEX events_type_created_at_idx ON events USING btree (type COLLATE "C", created_at DESC);

CREATE INDEX field_evidence_contact_id_created_at_idx ON field_evidence USING btree (contact_id, created_at);

CREATE INDEX field_evidence_message_id_idx ON field_evidence USING btree (message_id);

CREATE INDEX field_reviews_due_at_idx ON field_reviews USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX field_sightings_contact_id_idx ON field_sightings USING btree (contact_id);

CREATE INDEX file_chunks_words ON file_chunks USING gin (business_id, search gin_trgm_ops);

CREATE INDEX files_business_id_id_idx ON files USING btree (business_id, id);

CREATE INDEX files_business_id_object_key_idx ON files USING btree (business_id, object_key);

CREATE INDEX files_to_embed ON files USING btree (touched_at) WHERE ((state = 'ready'::text) AND (chunks > 0));

CREATE INDEX files_waiting ON files USING btree (touched_at) WHERE (state = 'waiting'::text);

CREATE INDEX handovers_business_id_idx ON handovers USING btree (business_id) WHERE (state = 'open'::text);

CREATE INDEX handovers_conversation_id_opened_at_idx ON handovers USING btree (conversation_id, opened_at);

CREATE UNIQUE INDEX handovers_one_open ON handovers USING btree (conversation_id) WHERE (state = 'open'::text);

CREATE INDEX idempotency_started_at_idx ON idempotency USING btree (started_at);

CREATE INDEX instances_business_id_idx ON instances USING btree (business_id);

CREATE INDEX instances_check_tried_at_idx ON instances USING btree (check_tried_at) WHERE ((provider = 'cloud'::text) AND (state = ANY (ARRAY['active'::text, 'stopped'::text])));

CREATE INDEX instances_meta_app_id_account_id_idx ON instances USING btree (meta_app_id, account_id);

CREATE UNIQUE INDEX instances_provider_channel_id_idx ON instances USING btree (provider, channel_id);

CREATE INDEX instances_templates_tried_at_idx ON instances USING btree (templates_tried_at) WHERE ((provider = 'cloud'::text) AND (state = 'active'::text));

CREATE INDEX invitations_business_id_id_idx ON invitations USING btree (business_id, id);

CREATE UNIQUE INDEX invitations_open ON invitations USING btree (business_id, email) WHERE is_open;

CREATE INDEX lessons_agent_message_id_idx ON lessons USING btree (agent_message_id) WHERE (agent_message_id IS NOT NULL);

CREATE INDEX lessons_business_id_state_created_at_id_idx ON lessons USING btree (business_id, state, created_at, id);

CREATE INDEX loose_pictures_due_at_idx ON loose_pictures USING btree (due_at);

CREATE INDEX mail_tokens_user_id_purpose_idx ON mail_tokens USING btree (user_id, purpose);

CREATE INDEX mails_settled ON mails USING btree (settled_at) WHERE (state <> 'waiting'::text);

CREATE INDEX mails_waiting ON mails USING btree (next_at) WHERE (state = 'waiting'::text);

CREATE INDEX media_business_id_object_key_idx ON media USING btree (business_id, object_key) WHERE (object_key IS NOT NULL);

CREATE INDEX media_failed_of_web ON media USING btree (created_at) WHERE ((state = 'failed'::text) AND (web_message IS NOT NULL));

CREATE INDEX media_handles_business_id_idx ON media_handles USING btree (business_id);

CREATE INDEX media_message_id_idx ON media USING btree (message_id);

CREATE INDEX media_of_web ON media USING btree (instance_id, tried_at) WHERE ((state = 'pending'::text) AND (web_message IS NOT NULL));

CREATE INDEX media_pending ON media USING btree (tried_at) WHERE (state = 'pending'::text);

CREATE INDEX media_texts_of_business ON media_texts USING btree (business_id, created_at);

CREATE INDEX media_texts_waiting ON media_texts USING btree (due_at) WHERE (state = 'waiting'::text);

CREATE INDEX media_to_inspect ON media USING btree (tried_at) WHERE (inspection = 'waiting'::text);

CREATE INDEX memberships_user_id_idx ON memberships USING btree (user_id);

CREATE INDEX message_statuses_stored_at_idx ON message_statuses USING btree (stored_at);

CREATE INDEX messages_changes ON messages USING btree (instance_id, target_id) WHERE (kind = ANY (ARRAY['edit'::text, 'revoke'::text]));

CREATE UNIQUE INDEX messages_client_ids ON messages USING btree (business_id, sender_id, client_id) WHERE (client_id IS NOT NULL);

CREATE INDEX messages_conversation_id_sent_at_seq_idx ON messages USING btree (conversation_id, sent_at DESC, seq DESC);

CREATE UNIQUE INDEX messages_instance_id_vendor_id_idx ON messages USING btree (instance_id, vendor_id) WHERE (vendor_id IS NOT NULL);

CREATE INDEX messages_newest ON messages USING btree (business_id, sent_at DESC, id DESC);

CREATE INDEX messages_reactions ON messages USING btree (instance_id, target_id) WHERE (kind = 'reaction'::text);

CREATE UNIQUE INDEX messages_retries ON messages USING btree (retry_of) WHERE (retry_of IS NOT NULL);

CREATE INDEX messages_words ON messages USING gin (business_id, message_words(text)) WHERE (text IS NOT NULL);

CREATE UNIQUE INDEX meta_apps_business_id_app_id_idx ON meta_apps USING btree (business_id, app_id) WHERE (app_id IS NOT NULL);

CREATE INDEX meta_apps_business_id_idx ON meta_apps USING btree (business_id);

CREATE INDEX meta_apps_changed_at_idx ON meta_apps USING btree (changed_at) WHERE (changed_at IS NOT NULL);

CREATE INDEX opened_customers_quarter_idx ON opened_customers USING btree (quarter);

CREATE INDEX outbound_conversation_id_seq_idx ON outbound USING btree (conversation_id, seq);

CREATE INDEX outbound_sending ON outbound USING btree (claimed_at) WHERE (state = 'sending'::text);

CREATE INDEX outbound_waiting ON outbound USING btree (next_at) WHERE (state = 'queued'::text);

CREATE INDEX product_pictures_business_id_object_key_idx ON product_pictures USING btree (business_id, object_key);

CREATE INDEX product_vectors_business_id_idx ON product_vectors USING btree (business_id);

CREATE INDEX products_by_name ON products USING btree (business_id, fold(name), id);

CREATE INDEX products_category ON products USING btree (category_id) WHERE (category_id IS NOT NULL);

CREATE INDEX products_to_embed ON products USING btree (to_embed_at) WHERE (to_embed_at IS NOT NULL);

CREATE INDEX products_words ON products USING gin (business_id, search gin_trgm_ops);

CREATE INDEX push_devices_session_id_idx ON push_devices USING btree (session_id);

CREATE INDEX push_devices_user_id_idx ON push_devices USING btree (user_id);

CREATE INDEX quiet_reviews_due_at_idx ON quiet_reviews USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX raw_updates_business_id_created_at_idx ON raw_updates USING btree (business_id, created_at DESC);

CREATE INDEX raw_updates_created_at_idx ON raw_updates USING btree (created_at);

CREATE INDEX refresh_tokens_session_id_idx ON refresh_tokens USING btree (session_id);

CREATE INDEX rings_due_at_idx ON rings USING btree (due_at);

CREATE INDEX send_pairs_paid_at_idx ON send_pairs USING brin (paid_at) WITH (pages_per_range='4', autosummarize='on');

CREATE INDEX sessions_user_id_idx ON sessions USING btree (user_id);

CREATE INDEX stock_moves_variant_id_at_idx ON stock_moves USING btree (variant_id, at);

CREATE UNIQUE INDEX tags_name ON tags USING btree (business_id, fold(name));

CREATE INDEX templates_business_id_name_id_idx ON templates USING btree (business_id, name, id);

CREATE INDEX templates_business_id_vendor_id_idx ON templates USING btree (business_id, vendor_id);

CREATE INDEX uploads_business_id_idx ON uploads USING btree (business_id);

CREATE INDEX uploads_created_at_idx ON uploads USING btree (created_at);

CREATE INDEX usage_business_id_created_at_idx ON usage USING btree (business_id, created_at);

CREATE INDEX usage_conversation_id_created_at_idx ON usage USING btree (conversation_id, created_at);

CREATE INDEX usage_created_at_idx ON usage USING brin (created_at);

CREATE INDEX variants_product ON variants USING btree (product_id, "position");

CREATE UNIQUE INDEX variants_sku ON variants USING btree (business_id, upper(sku)) WHERE (removed_at IS NULL);

CREATE INDEX web_sessions_business_id_idx ON web_sessions USING btree (business_id);

CREATE INDEX web_sessions_due ON web_sessions USING btree (lease_until);

CREATE INDEX web_sessions_to_tell ON web_sessions USING btree (state_at) WHERE (state = ANY (ARRAY['logged_out'::text, 'banned'::text, 'replaced'::text, 'stopped'::text]));

CREATE INDEX webhook_messages_at_idx ON webhook_messages USING btree (at);

CREATE INDEX webhook_messages_business_id_id_idx ON webhook_messages USING btree (business_id, id);

CREATE TRIGGER changed AFTER INSERT OR DELETE OR UPDATE ON canned_replies FOR EACH ROW EXECUTE FUNCTION row_changed('canned_reply', 'id');

CREATE TRIGGER changed AFTER INSERT OR DELETE OR UPDATE ON contact_fields FOR EACH ROW EXECUTE FUNCTION row_changed('contact_field', 'id');

CREATE TRIGGER changed AFTER INSERT OR DELETE ON contact_identities FOR EACH ROW EXECUTE FUNCTION identity_changed();

CREATE TRIGGER changed AFTER INSERT OR DELETE OR UPDATE ON contact_notes FOR EACH ROW EXECUTE FUNCTION contact_note_changed();

CREATE TRIGGER changed AFTER INSERT OR DELETE ON contact_tags FOR EACH ROW EXECUTE FUNCTION contact_tag_changed();

CREATE TRIGGER changed AFTER INSERT OR DELETE OR UPDATE ON contacts FOR EACH ROW EXECUTE FUNCTION contact_changed();

CREATE TRIGGER changed AFTER INSERT OR DELETE OR UPDATE ON conversations FOR EACH ROW EXECUTE FUNCTION conversation_changed();

CREATE TRIGGER changed AFTER INSERT OR UPDATE ON handovers FOR EACH ROW EXECUTE FUNCTION handover_changed();

CREATE TRIGGER changed AFTER INSERT OR DELETE OR UPDATE OF name, state, state_reason, channel_id, account_id, display_phone, verified_name, quality_rating, messaging_limit, throughput, name_status, number_status, account_state, checked_at, last_webhook_at, webhook_verified_at, paused_until, pause_reason ON instances FOR EACH ROW EXECUTE FUNCTION row_changed('instance', 'id');

CREATE TRIGGER changed AFTER UPDATE OF state, inspection ON media FOR EACH ROW EXECUTE FUNCTION media_changed();

CREATE TRIGGER changed AFTER INSERT OR UPDATE OF state ON media_texts FOR EACH ROW EXECUTE FUNCTION media_text_changed();

CREATE TRIGGER changed AFTER INSERT OR DELETE OR UPDATE ON memberships FOR EACH ROW EXECUTE FUNCTION row_changed('member', 'user_id');

CREATE TRIGGER changed AFTER INSERT OR UPDATE ON messages FOR EACH ROW EXECUTE FUNCTION message_changed();

CREATE TRIGGER changed AFTER INSERT OR DELETE OR UPDATE ON tags FOR EACH ROW EXECUTE FUNCTION tag_changed();

CREATE TRIGGER changed AFTER INSERT OR DELETE OR UPDATE ON templates FOR EACH ROW EXECUTE FUNCTION row_changed('template', 'id');

CREATE TRIGGER changed AFTER UPDATE OF name, email, avatar ON users FOR EACH ROW WHEN (((old.name IS DISTINCT FROM new.name) OR (old.email IS DISTINCT FROM new.email) OR (old.avatar IS DISTINCT FROM new.avatar))) EXECUTE FUNCTION user_changed();

CREATE TRIGGER changed AFTER INSERT OR UPDATE OF state, state_reason, state_at, jid, qr_sealed, qr_until, pairing_code_sealed ON web_sessions FOR EACH ROW EXECUTE FUNCTION row_changed('instance', 'instance_id');

CREATE TRIGGER file_deleted AFTER DELETE ON files FOR EACH ROW EXECUTE FUNCTION file_row_deleted();

CREATE TRIGGER file_deleted AFTER DELETE ON media FOR EACH ROW EXECUTE FUNCTION file_row_deleted();

CREATE TRIGGER file_deleted AFTER DELETE ON product_pictures FOR EACH ROW EXECUTE FUNCTION file_row_deleted();

CREATE TRIGGER file_deleted AFTER DELETE ON uploads FOR EACH ROW EXECUTE FUNCTION file_row_deleted();

CREATE TRIGGER file_replaced AFTER UPDATE OF object_key ON files FOR EACH ROW WHEN ((old.object_key <> new.object_key)) EXECUTE FUNCTION file_row_deleted();

CREATE TRIGGER phones_change AFTER UPDATE ON contact_identities REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION write_phones();

CREATE TRIGGER phones_come AFTER INSERT ON contact_identities REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION write_phones();

CREATE TRIGGER phones_go AFTER DELETE ON contact_identities REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION write_phones();

CREATE TRIGGER picture_gone AFTER DELETE ON businesses FOR EACH ROW WHEN ((old.logo IS NOT NULL)) EXECUTE FUNCTION picture_replaced('logo');

CREATE TRIGGER picture_gone AFTER DELETE ON users FOR EACH ROW WHEN ((old.avatar IS NOT NULL)) EXECUTE FUNCTION picture_replaced('avatar');

CREATE TRIGGER picture_replaced AFTER UPDATE OF logo ON businesses FOR EACH ROW WHEN (((old.logo IS NOT NULL) AND (old.logo IS DISTINCT FROM new.logo))) EXECUTE FUNCTION picture_replaced('logo');

CREATE TRIGGER picture_replaced AFTER UPDATE OF avatar ON users FOR EACH ROW WHEN (((old.avatar IS NOT NULL) AND (old.avatar IS DISTINCT FROM new.avatar))) EXECUTE FUNCTION picture_replaced('avatar');

CREATE TRIGGER words_changed AFTER UPDATE OF name ON categories FOR EACH ROW EXECUTE FUNCTION product_words_changed();

CREATE TRIGGER words_changed AFTER INSERT OR UPDATE OF name, description, category_id ON products FOR EACH ROW EXECUTE FUNCTION product_words_changed();

CREATE TRIGGER words_changed AFTER INSERT OR UPDATE OF label, sku, removed_at ON variants FOR EACH ROW EXECUTE FUNCTION product_words_changed();

ALTER TABLE ONLY agent_configs
    ADD CONSTRAINT agent_configs_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id) ON DELETE SET NULL;

ALTER TABLE ONLY agent_configs
    ADD CONSTRAINT agent_configs_published_by_fkey FOREIGN KEY (published_by) REFERENCES users(id) ON DELETE SET NULL;

ALTER TABLE ONLY agent_tool_calls
    ADD CONSTRAINT agent_tool_calls_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES conversations(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY agent_tool_calls
    ADD CONSTRAINT agent_tool_calls_external_tool_id_business_id_fkey FOREIGN KEY (external_tool_id, business_id) REFERENCES external_tools(id, business_id) ON DELETE SET NULL (external_tool_id);

ALTER TABLE ONLY agent_tool_calls
    ADD CONSTRAINT agent_tool_calls_turn_id_business_id_fkey FOREIGN KEY (turn_id, business_id) REFERENCES agent_turns(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY agent_turns
    ADD CONSTRAINT agent_turns_config_id_business_id_fkey FOREIGN KEY (config_id, business_id) REFERENCES agent_configs(id, business_id) ON DELETE SET NULL (config_id);

ALTER TABLE ONLY agent_turns
    ADD CONSTRAINT agent_turns_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES conversations(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY alert_choices
    ADD CONSTRAINT alert_choices_business_id_user_id_fkey FOREIGN KEY (business_id, user_id) REFERENCES memberships(business_id, user_id) ON DELETE CASCADE;

ALTER TABLE ONLY api_keys
    ADD CONSTRAINT api_keys_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY api_keys
    ADD CONSTRAINT api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE SET NULL;

ALTER TABLE ONLY audit
    ADD CONSTRAINT audit_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY bench_sessions
    ADD CONSTRAINT bench_sessions_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY bench_sessions
    ADD CONSTRAINT bench_sessions_sandbox_id_fkey FOREIGN KEY (sandbox_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY buffers
    ADD CONSTRAINT buffers_conversation_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES conversations(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY businesses
    ADD CONSTRAINT businesses_sandbox_of_fkey FOREIGN KEY (sandbox_of) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY canned_replies
    ADD CONSTRAINT canned_replies_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY categories
    ADD CONSTRAINT categories_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY contact_fields
    ADD CONSTRAINT contact_fields_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY contact_files
    ADD CONSTRAINT contact_files_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY contact_identities
    ADD CONSTRAINT contact_identities_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY contact_identities
    ADD CONSTRAINT contact_identities_contact_id_fkey FOREIGN KEY (contact_id, business_id) REFERENCES contacts(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY contact_memories
    ADD CONSTRAINT contact_memories_contact_id_business_id_fkey FOREIGN KEY (contact_id, business_id) REFERENCES contacts(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY contact_merges
    ADD CONSTRAINT contact_merges_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY contact_merges
    ADD CONSTRAINT contact_merges_source_id_fkey FOREIGN KEY (source_id, business_id) REFERENCES contacts(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY contact_merges
    ADD CONSTRAINT contact_merges_survivor_id_fkey FOREIGN KEY (survivor_id, business_id) REFERENCES contacts(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY contact_notes
    ADD CONSTRAINT contact_notes_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY contact_notes
    ADD CONSTRAINT contact_notes_contact_id_fkey FOREIGN KEY (contact_id, business_id) REFERENCES contacts(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY contact_tags
    ADD CONSTRAINT contact_tags_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY contact_tags
    ADD CONSTRAINT contact_tags_contact_id_fkey FOREIGN KEY (contact_id, business_id) REFERENCES contacts(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY contact_tags
    ADD CONSTRAINT contact_tags_tag_id_fkey FOREIGN KEY (tag_id, business_id) REFERENCES tags(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY contacts
    ADD CONSTRAINT contacts_business_id_assigned_to_fkey FOREIGN KEY (business_id, assigned_to) REFERENCES memberships(business_id, user_id) ON DELETE SET NULL (assigned_to);

ALTER TABLE ONLY contacts
    ADD CONSTRAINT contacts_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY contacts
    ADD CONSTRAINT contacts_merged_into_fkey FOREIGN KEY (merged_into, business_id) REFERENCES contacts(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY conversations
    ADD CONSTRAINT conversations_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY conversations
    ADD CONSTRAINT conversations_contact_id_fkey FOREIGN KEY (contact_id, business_id) REFERENCES contacts(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY conversations
    ADD CONSTRAINT conversations_instance_id_fkey FOREIGN KEY (instance_id, business_id) REFERENCES instances(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY email_changes
    ADD CONSTRAINT email_changes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

ALTER TABLE ONLY eval_cases
    ADD CONSTRAINT eval_cases_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE SET NULL;

ALTER TABLE ONLY eval_results
    ADD CONSTRAINT eval_results_run_id_case_id_business_id_fkey FOREIGN KEY (run_id, case_id, business_id) REFERENCES eval_run_cases(run_id, case_id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY eval_run_cases
    ADD CONSTRAINT eval_run_cases_run_id_business_id_fkey FOREIGN KEY (run_id, business_id) REFERENCES eval_runs(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY eval_runs
    ADD CONSTRAINT eval_runs_started_by_fkey FOREIGN KEY (started_by) REFERENCES users(id) ON DELETE SET NULL;

ALTER TABLE ONLY events
    ADD CONSTRAINT events_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY external_tools
    ADD CONSTRAINT external_tools_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY field_evidence
    ADD CONSTRAINT field_evidence_contact_id_business_id_fkey FOREIGN KEY (contact_id, business_id) REFERENCES contacts(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY field_reviews
    ADD CONSTRAINT field_reviews_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES conversations(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY field_sightings
    ADD CONSTRAINT field_sightings_contact_id_business_id_fkey FOREIGN KEY (contact_id, business_id) REFERENCES contacts(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY file_chunks
    ADD CONSTRAINT file_chunks_file_id_business_id_fkey FOREIGN KEY (file_id, business_id) REFERENCES files(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY files
    ADD CONSTRAINT files_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY handovers
    ADD CONSTRAINT handovers_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES conversations(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY instances
    ADD CONSTRAINT instances_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY instances
    ADD CONSTRAINT instances_meta_app_id_fkey FOREIGN KEY (meta_app_id, business_id) REFERENCES meta_apps(id, business_id) ON DELETE RESTRICT;

ALTER TABLE ONLY invitations
    ADD CONSTRAINT invitations_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY invitations
    ADD CONSTRAINT invitations_business_id_invited_with_fkey FOREIGN KEY (business_id, invited_with) REFERENCES api_keys(business_id, id) ON DELETE SET NULL (invited_with);

ALTER TABLE ONLY invitations
    ADD CONSTRAINT invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES users(id) ON DELETE SET NULL;

ALTER TABLE ONLY known_networks
    ADD CONSTRAINT known_networks_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

ALTER TABLE ONLY lessons
    ADD CONSTRAINT lessons_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES users(id) ON DELETE SET NULL;

ALTER TABLE ONLY mail_tokens
    ADD CONSTRAINT mail_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

ALTER TABLE ONLY mails
    ADD CONSTRAINT mails_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL;

ALTER TABLE ONLY media_handles
    ADD CONSTRAINT media_handles_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY media_handles
    ADD CONSTRAINT media_handles_instance_id_fkey FOREIGN KEY (instance_id, business_id) REFERENCES instances(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY media
    ADD CONSTRAINT media_message_id_fkey FOREIGN KEY (message_id, business_id) REFERENCES messages(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY media_texts
    ADD CONSTRAINT media_texts_message_id_business_id_fkey FOREIGN KEY (message_id, business_id) REFERENCES messages(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY memberships
    ADD CONSTRAINT memberships_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY memberships
    ADD CONSTRAINT memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

ALTER TABLE ONLY message_statuses
    ADD CONSTRAINT message_statuses_instance_id_fkey FOREIGN KEY (instance_id, business_id) REFERENCES instances(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY messages
    ADD CONSTRAINT messages_conversation_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES conversations(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY meta_apps
    ADD CONSTRAINT meta_apps_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY model_catalog
    ADD CONSTRAINT model_catalog_successor_fkey FOREIGN KEY (successor) REFERENCES model_catalog(model) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY outbound
    ADD CONSTRAINT outbound_message_id_fkey FOREIGN KEY (message_id, business_id) REFERENCES messages(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY product_pictures
    ADD CONSTRAINT product_pictures_product_id_business_id_fkey FOREIGN KEY (product_id, business_id) REFERENCES products(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY product_vectors
    ADD CONSTRAINT product_vectors_product_id_business_id_fkey FOREIGN KEY (product_id, business_id) REFERENCES products(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY products
    ADD CONSTRAINT products_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY products
    ADD CONSTRAINT products_category_id_business_id_fkey FOREIGN KEY (category_id, business_id) REFERENCES categories(id, business_id) ON DELETE SET NULL (category_id);

ALTER TABLE ONLY push_devices
    ADD CONSTRAINT push_devices_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE;

ALTER TABLE ONLY push_devices
    ADD CONSTRAINT push_devices_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

ALTER TABLE ONLY quiet_reviews
    ADD CONSTRAINT quiet_reviews_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES conversations(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY raw_updates
    ADD CONSTRAINT raw_updates_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY recovery_codes
    ADD CONSTRAINT recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES second_factors(user_id) ON DELETE CASCADE;

ALTER TABLE ONLY refresh_tokens
    ADD CONSTRAINT refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE;

ALTER TABLE ONLY rings
    ADD CONSTRAINT rings_conversation_id_business_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES conversations(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY second_factors
    ADD CONSTRAINT second_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

ALTER TABLE ONLY sessions
    ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

ALTER TABLE ONLY stats_hourly
    ADD CONSTRAINT stats_hourly_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY stock_moves
    ADD CONSTRAINT stock_moves_variant_id_business_id_fkey FOREIGN KEY (variant_id, business_id) REFERENCES variants(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY tags
    ADD CONSTRAINT tags_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY templates
    ADD CONSTRAINT templates_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY turns
    ADD CONSTRAINT turns_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY uploads
    ADD CONSTRAINT uploads_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY usage
    ADD CONSTRAINT usage_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY usage
    ADD CONSTRAINT usage_conversation_id_fkey FOREIGN KEY (conversation_id, business_id) REFERENCES conversations(id, business_id) ON DELETE SET NULL (conversation_id);

ALTER TABLE ONLY variants
    ADD CONSTRAINT variants_product_id_business_id_fkey FOREIGN KEY (product_id, business_id) REFERENCES products(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY voice_notes
    ADD CONSTRAINT voice_notes_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

ALTER TABLE ONLY web_session_keys
    ADD CONSTRAINT web_session_keys_instance_id_fkey FOREIGN KEY (instance_id, business_id) REFERENCES instances(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY web_sessions
    ADD CONSTRAINT web_sessions_instance_id_fkey FOREIGN KEY (instance_id, business_id) REFERENCES instances(id, business_id) ON DELETE CASCADE;

ALTER TABLE ONLY webhook_messages
    ADD CONSTRAINT webhook_messages_business_id_fkey FOREIGN KEY (business_id) REFERENCES businesses(id) ON DELETE CASCADE;

CREATE POLICY advisor ON agent_configs AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END);

CREATE POLICY advisor ON agent_tool_calls AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = agent_tool_calls.conversation_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = agent_tool_calls.conversation_id)))
END);

CREATE POLICY advisor ON agent_turns AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = agent_turns.conversation_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = agent_turns.conversation_id)))
END);

CREATE POLICY advisor ON bench_sessions AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END);

CREATE POLICY advisor ON buffers AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = buffers.conversation_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = buffers.conversation_id)))
END);

CREATE POLICY advisor ON contact_identities AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = contact_identities.contact_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = contact_identities.contact_id)))
END);

CREATE POLICY advisor ON contact_memories AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = contact_memories.contact_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = contact_memories.contact_id)))
END);

CREATE POLICY advisor ON contact_merges AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = contact_merges.survivor_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = contact_merges.survivor_id)))
END);

CREATE POLICY advisor ON contact_notes AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = contact_notes.contact_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = contact_notes.contact_id)))
END);

CREATE POLICY advisor ON contact_tags AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = contact_tags.contact_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = contact_tags.contact_id)))
END);

CREATE POLICY advisor ON contacts AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (assigned_to = ( SELECT current_advisor() AS current_advisor))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (assigned_to = ( SELECT current_advisor() AS current_advisor))
END);

CREATE POLICY advisor ON conversations AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = conversations.contact_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = conversations.contact_id)))
END);

CREATE POLICY advisor ON eval_cases AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END);

CREATE POLICY advisor ON eval_results AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END);

CREATE POLICY advisor ON eval_run_cases AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END);

CREATE POLICY advisor ON eval_runs AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END);

CREATE POLICY advisor ON external_tools AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END);

CREATE POLICY advisor ON field_evidence AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = field_evidence.contact_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = field_evidence.contact_id)))
END);

CREATE POLICY advisor ON field_reviews AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = field_reviews.conversation_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = field_reviews.conversation_id)))
END);

CREATE POLICY advisor ON field_sightings AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = field_sightings.contact_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM contacts c
      WHERE (c.id = field_sightings.contact_id)))
END);

CREATE POLICY advisor ON file_chunks AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END);

CREATE POLICY advisor ON files AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END);

CREATE POLICY advisor ON handovers AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = handovers.conversation_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = handovers.conversation_id)))
END);

CREATE POLICY advisor ON lessons AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE false
END);

CREATE POLICY advisor ON media AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM messages m
      WHERE (m.id = media.message_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM messages m
      WHERE (m.id = media.message_id)))
END);

CREATE POLICY advisor ON media_texts AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM messages m
      WHERE (m.id = media_texts.message_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM messages m
      WHERE (m.id = media_texts.message_id)))
END);

CREATE POLICY advisor ON message_statuses AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM messages m
      WHERE ((m.instance_id = message_statuses.instance_id) AND (m.vendor_id = message_statuses.vendor_id))))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM messages m
      WHERE ((m.instance_id = message_statuses.instance_id) AND (m.vendor_id = message_statuses.vendor_id))))
END);

CREATE POLICY advisor ON messages AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = messages.conversation_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = messages.conversation_id)))
END);

CREATE POLICY advisor ON outbound AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = outbound.conversation_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = outbound.conversation_id)))
END);

CREATE POLICY advisor ON quiet_reviews AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = quiet_reviews.conversation_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = quiet_reviews.conversation_id)))
END);

CREATE POLICY advisor ON rings AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = rings.conversation_id)))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (EXISTS ( SELECT
       FROM conversations c
      WHERE (c.id = rings.conversation_id)))
END);

CREATE POLICY advisor ON uploads AS RESTRICTIVE TO recado_app USING (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (user_id = ( SELECT current_advisor() AS current_advisor))
END) WITH CHECK (
CASE
    WHEN (( SELECT current_advisor() AS current_advisor) IS NULL) THEN true
    ELSE (user_id = ( SELECT current_advisor() AS current_advisor))
END);

CREATE POLICY advisor_delete ON api_keys AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON audit AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON changes AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON contact_files AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON deleted_objects AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON events AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON invitations AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON media_handles AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON meta_apps AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON opened_customers AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON opened_quarters AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON product_vectors AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON raw_updates AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON send_pairs AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON send_rates AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON stats_hourly AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON stock_moves AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON usage AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON voice_notes AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON web_session_keys AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON web_sessions AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_delete ON webhook_messages AS RESTRICTIVE FOR DELETE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON api_keys AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON audit AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON changes AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON contact_files AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON deleted_objects AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON events AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON invitations AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON media_handles AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON meta_apps AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON opened_customers AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON opened_quarters AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON product_vectors AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON raw_updates AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON send_pairs AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON send_rates AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON stats_hourly AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON stock_moves AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON usage AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON voice_notes AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON web_session_keys AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON web_sessions AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_select ON webhook_messages AS RESTRICTIVE FOR SELECT TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON api_keys AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON audit AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON changes AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON contact_files AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON deleted_objects AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON events AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON invitations AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON media_handles AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON meta_apps AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON opened_customers AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON opened_quarters AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON product_vectors AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON raw_updates AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON send_pairs AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON send_rates AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON stats_hourly AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON stock_moves AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON usage AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON voice_notes AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON web_session_keys AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON web_sessions AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

CREATE POLICY advisor_update ON webhook_messages AS RESTRICTIVE FOR UPDATE TO recado_app USING ((( SELECT current_advisor() AS current_advisor) IS NULL));

ALTER TABLE agent_configs ENABLE ROW LEVEL SECURITY;

ALTER TABLE agent_tool_calls ENABLE ROW LEVEL SECURITY;

ALTER TABLE agent_turns ENABLE ROW LEVEL SECURITY;

ALTER TABLE alert_choices ENABLE ROW LEVEL SECURITY;

ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE audit ENABLE ROW LEVEL SECURITY;

ALTER TABLE bench_sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE buffers ENABLE ROW LEVEL SECURITY;

ALTER TABLE businesses ENABLE ROW LEVEL SECURITY;

ALTER TABLE canned_replies ENABLE ROW LEVEL SECURITY;

ALTER TABLE categories ENABLE ROW LEVEL SECURITY;

ALTER TABLE changes ENABLE ROW LEVEL SECURITY;

ALTER TABLE contact_fields ENABLE ROW LEVEL SECURITY;

ALTER TABLE contact_files ENABLE ROW LEVEL SECURITY;

ALTER TABLE contact_identities ENABLE ROW LEVEL SECURITY;

ALTER TABLE contact_memories ENABLE ROW LEVEL SECURITY;

ALTER TABLE contact_merges ENABLE ROW LEVEL SECURITY;

ALTER TABLE contact_notes ENABLE ROW LEVEL SECURITY;

ALTER TABLE contact_tags ENABLE ROW LEVEL SECURITY;

ALTER TABLE contacts ENABLE ROW LEVEL SECURITY;

ALTER TABLE conversations ENABLE ROW LEVEL SECURITY;

ALTER TABLE deleted_objects ENABLE ROW LEVEL SECURITY;

ALTER TABLE eval_cases ENABLE ROW LEVEL SECURITY;

ALTER TABLE eval_results ENABLE ROW LEVEL SECURITY;

ALTER TABLE eval_run_cases ENABLE ROW LEVEL SECURITY;

ALTER TABLE eval_runs ENABLE ROW LEVEL SECURITY;

ALTER TABLE events ENABLE ROW LEVEL SECURITY;

ALTER TABLE external_tools ENABLE ROW LEVEL SECURITY;

ALTER TABLE field_evidence ENABLE ROW LEVEL SECURITY;

ALTER TABLE field_proposals ENABLE ROW LEVEL SECURITY;

ALTER TABLE field_reviews ENABLE ROW LEVEL SECURITY;

ALTER TABLE field_sightings ENABLE ROW LEVEL SECURITY;

ALTER TABLE file_chunks ENABLE ROW LEVEL SECURITY;

ALTER TABLE files ENABLE ROW LEVEL SECURITY;

ALTER TABLE handovers ENABLE ROW LEVEL SECURITY;

ALTER TABLE instances ENABLE ROW LEVEL SECURITY;

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;

ALTER TABLE lessons ENABLE ROW LEVEL SECURITY;

ALTER TABLE media ENABLE ROW LEVEL SECURITY;

ALTER TABLE media_handles ENABLE ROW LEVEL SECURITY;

ALTER TABLE media_texts ENABLE ROW LEVEL SECURITY;

ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;

ALTER TABLE message_statuses ENABLE ROW LEVEL SECURITY;

ALTER TABLE messages ENABLE ROW LEVEL SECURITY;

ALTER TABLE meta_apps ENABLE ROW LEVEL SECURITY;

ALTER TABLE opened_customers ENABLE ROW LEVEL SECURITY;

ALTER TABLE opened_quarters ENABLE ROW LEVEL SECURITY;

ALTER TABLE outbound ENABLE ROW LEVEL SECURITY;

ALTER TABLE product_pictures ENABLE ROW LEVEL SECURITY;

ALTER TABLE product_vectors ENABLE ROW LEVEL SECURITY;

ALTER TABLE products ENABLE ROW LEVEL SECURITY;

ALTER TABLE quiet_reviews ENABLE ROW LEVEL SECURITY;

ALTER TABLE raw_updates ENABLE ROW LEVEL SECURITY;

ALTER TABLE rings ENABLE ROW LEVEL SECURITY;

ALTER TABLE send_pairs ENABLE ROW LEVEL SECURITY;

ALTER TABLE send_rates ENABLE ROW LEVEL SECURITY;

ALTER TABLE stats_hourly ENABLE ROW LEVEL SECURITY;

ALTER TABLE stats_watermark ENABLE ROW LEVEL SECURITY;

ALTER TABLE stock_moves ENABLE ROW LEVEL SECURITY;

CREATE POLICY system ON agent_configs TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON agent_tool_calls TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON agent_turns TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON alert_choices TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON api_keys TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON audit TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON bench_sessions TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON buffers TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON businesses TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON canned_replies TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON categories TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON changes TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON contact_fields TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON contact_files TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON contact_identities TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON contact_memories TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON contact_merges TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON contact_notes TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON contact_tags TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON contacts TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON conversations TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON deleted_objects TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON eval_cases TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON eval_results TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON eval_run_cases TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON eval_runs TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON events TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON external_tools TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON field_evidence TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON field_proposals TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON field_reviews TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON field_sightings TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON file_chunks TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON files TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON handovers TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON instances TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON invitations TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON lessons TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON media TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON media_handles TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON media_texts TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON memberships TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON message_statuses TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON messages TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON meta_apps TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON opened_customers TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON opened_quarters TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON outbound TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON product_pictures TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON product_vectors TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON products TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON quiet_reviews TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON raw_updates TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON rings TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON send_pairs TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON send_rates TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON stats_hourly TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON stats_watermark TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON stock_moves TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON tags TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON templates TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON turns TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON uploads TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON usage TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON variants TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON voice_notes TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON web_session_keys TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON web_sessions TO recado_system USING (true) WITH CHECK (true);

CREATE POLICY system ON webhook_messages TO recado_system USING (true) WITH CHECK (true);

ALTER TABLE tags ENABLE ROW LEVEL SECURITY;

ALTER TABLE templates ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON agent_configs TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON agent_tool_calls TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON agent_turns TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON alert_choices TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON api_keys TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON audit TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON bench_sessions TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON buffers TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON businesses TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON canned_replies TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON categories TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON changes TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON contact_fields TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON contact_files TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON contact_identities TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON contact_memories TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON contact_merges TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON contact_notes TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON contact_tags TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON contacts TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON conversations TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON deleted_objects TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON eval_cases TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON eval_results TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON eval_run_cases TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON eval_runs TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON events TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON external_tools TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON field_evidence TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON field_proposals TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON field_reviews TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON field_sightings TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON file_chunks TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON files TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON handovers TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON instances TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON invitations TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON lessons TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON media TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON media_handles TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON media_texts TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON memberships TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON message_statuses TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON messages TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON meta_apps TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON opened_customers TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON opened_quarters TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON outbound TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON product_pictures TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON product_vectors TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON products TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON quiet_reviews TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON raw_updates TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON rings TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON send_pairs TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON send_rates TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON stats_hourly TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON stock_moves TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON tags TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON templates TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON turns TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON uploads TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON usage TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON variants TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON voice_notes TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON web_session_keys TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON web_sessions TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

CREATE POLICY tenant ON webhook_messages TO recado_app USING ((business_id = current_business())) WITH CHECK ((business_id = current_business()));

ALTER TABLE turns ENABLE ROW LEVEL SECURITY;

ALTER TABLE uploads ENABLE ROW LEVEL SECURITY;

ALTER TABLE usage ENABLE ROW LEVEL SECURITY;

ALTER TABLE variants ENABLE ROW LEVEL SECURITY;

ALTER TABLE voice_notes ENABLE ROW LEVEL SECURITY;

ALTER TABLE web_session_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE web_sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE webhook_messages ENABLE ROW LEVEL SECURITY;

GRANT SELECT ON TABLE model_catalog TO recado_app;
GRANT SELECT ON TABLE model_catalog TO recado_system;

GRANT UPDATE(retires_at) ON TABLE model_catalog TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE invitations TO recado_app;
GRANT SELECT,DELETE ON TABLE invitations TO recado_system;

GRANT UPDATE(accepted_at) ON TABLE invitations TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE agent_configs TO recado_app;
GRANT SELECT,DELETE ON TABLE agent_configs TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE agent_tool_calls TO recado_app;
GRANT SELECT,DELETE ON TABLE agent_tool_calls TO recado_system;

GRANT SELECT(id) ON TABLE agent_tool_calls TO recado_system;

GRANT SELECT(created_at) ON TABLE agent_tool_calls TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE agent_turns TO recado_app;
GRANT SELECT,DELETE ON TABLE agent_turns TO recado_system;

GRANT SELECT(id) ON TABLE agent_turns TO recado_system;

GRANT SELECT(business_id) ON TABLE agent_turns TO recado_system;

GRANT SELECT(state),UPDATE(state) ON TABLE agent_turns TO recado_system;

GRANT UPDATE(reason) ON TABLE agent_turns TO recado_system;

GRANT SELECT(created_at) ON TABLE agent_turns TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE alert_choices TO recado_app;
GRANT SELECT,DELETE ON TABLE alert_choices TO recado_system;

GRANT UPDATE(mailed_at) ON TABLE alert_choices TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE api_keys TO recado_app;
GRANT SELECT,DELETE ON TABLE api_keys TO recado_system;

GRANT UPDATE(last_used_at) ON TABLE api_keys TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attempts TO recado_accounts;

GRANT SELECT,INSERT ON TABLE audit TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE audit TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE bench_sessions TO recado_app;
GRANT SELECT,DELETE ON TABLE bench_sessions TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE buffers TO recado_app;
GRANT SELECT,DELETE ON TABLE buffers TO recado_system;

GRANT UPDATE(state) ON TABLE buffers TO recado_system;

GRANT UPDATE(claim_id) ON TABLE buffers TO recado_system;

GRANT UPDATE(started) ON TABLE buffers TO recado_system;

GRANT UPDATE(processing_until) ON TABLE buffers TO recado_system;

GRANT UPDATE(attempts) ON TABLE buffers TO recado_system;

GRANT UPDATE(failed_at) ON TABLE buffers TO recado_system;

GRANT UPDATE(reason) ON TABLE buffers TO recado_system;

GRANT UPDATE(waits_until) ON TABLE buffers TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE businesses TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE businesses TO recado_system;

GRANT SELECT(id) ON TABLE businesses TO recado_system;

GRANT SELECT(name) ON TABLE businesses TO recado_system;

GRANT SELECT(timezone) ON TABLE businesses TO recado_system;

GRANT SELECT(agent_model) ON TABLE businesses TO recado_system;

GRANT SELECT(advisors_see_all) ON TABLE businesses TO recado_system;

GRANT SELECT(service_until) ON TABLE businesses TO recado_system;

GRANT SELECT(suspended_at) ON TABLE businesses TO recado_system;

GRANT SELECT(deletion_began_at),UPDATE(deletion_began_at) ON TABLE businesses TO recado_system;

GRANT SELECT(deletes_at),UPDATE(deletes_at) ON TABLE businesses TO recado_system;

GRANT UPDATE(erasing_until) ON TABLE businesses TO recado_system;

GRANT SELECT(agent_capped_at) ON TABLE businesses TO recado_system;

GRANT SELECT(agent_capped_told_at) ON TABLE businesses TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE canned_replies TO recado_app;
GRANT SELECT,DELETE ON TABLE canned_replies TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE categories TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE categories TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE changes TO recado_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE changes TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE contact_fields TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE contact_fields TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE contact_files TO recado_app;
GRANT SELECT,DELETE ON TABLE contact_files TO recado_system;

GRANT SELECT(id) ON TABLE contact_files TO recado_system;

GRANT SELECT(business_id) ON TABLE contact_files TO recado_system;

GRANT SELECT(state),UPDATE(state) ON TABLE contact_files TO recado_system;

GRANT UPDATE(reason) ON TABLE contact_files TO recado_system;

GRANT UPDATE(finished_at) ON TABLE contact_files TO recado_system;

GRANT SELECT(touched_at),UPDATE(touched_at) ON TABLE contact_files TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE contact_identities TO recado_app;
GRANT SELECT,DELETE ON TABLE contact_identities TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE contact_memories TO recado_app;
GRANT SELECT,DELETE ON TABLE contact_memories TO recado_system;

GRANT UPDATE(expires_at) ON TABLE contact_memories TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE contact_merges TO recado_app;
GRANT SELECT,DELETE ON TABLE contact_merges TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE contact_notes TO recado_app;
GRANT SELECT,DELETE ON TABLE contact_notes TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE contact_tags TO recado_app;
GRANT SELECT,DELETE ON TABLE contact_tags TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE contacts TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE contacts TO recado_system;

GRANT UPDATE(updated_at) ON TABLE contacts TO recado_system;

GRANT UPDATE(phones) ON TABLE contacts TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE conversations TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE conversations TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE deleted_objects TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE deleted_objects TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE email_changes TO recado_accounts;
GRANT DELETE ON TABLE email_changes TO recado_system;

GRANT SELECT(digest) ON TABLE email_changes TO recado_system;

GRANT SELECT(until),UPDATE(until) ON TABLE email_changes TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE eval_cases TO recado_app;
GRANT SELECT,DELETE ON TABLE eval_cases TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE eval_results TO recado_app;
GRANT SELECT,DELETE ON TABLE eval_results TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE eval_run_cases TO recado_app;
GRANT SELECT,DELETE ON TABLE eval_run_cases TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE eval_runs TO recado_app;
GRANT SELECT,DELETE ON TABLE eval_runs TO recado_system;

GRANT UPDATE(beat_at) ON TABLE eval_runs TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE events TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE events TO recado_system;

GRANT UPDATE(severity) ON TABLE events TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE external_tools TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE external_tools TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE field_evidence TO recado_app;
GRANT SELECT,DELETE ON TABLE field_evidence TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE field_proposals TO recado_app;
GRANT SELECT,DELETE ON TABLE field_proposals TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE field_reviews TO recado_app;
GRANT SELECT,DELETE ON TABLE field_reviews TO recado_system;

GRANT UPDATE(due_at) ON TABLE field_reviews TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE field_sightings TO recado_app;
GRANT SELECT,DELETE ON TABLE field_sightings TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE file_chunks TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE file_chunks TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE files TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE files TO recado_system;

GRANT SELECT(id) ON TABLE files TO recado_system;

GRANT SELECT(business_id) ON TABLE files TO recado_system;

GRANT SELECT(object_key) ON TABLE files TO recado_system;

GRANT SELECT(state) ON TABLE files TO recado_system;

GRANT SELECT(chunks) ON TABLE files TO recado_system;

GRANT SELECT(version) ON TABLE files TO recado_system;

GRANT SELECT(touched_at),UPDATE(touched_at) ON TABLE files TO recado_system;

GRANT SELECT(embedded_model) ON TABLE files TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE handovers TO recado_app;
GRANT SELECT,DELETE ON TABLE handovers TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE idempotency TO recado_accounts;
GRANT SELECT,DELETE,UPDATE ON TABLE idempotency TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE instances TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE instances TO recado_system;

GRANT UPDATE(check_tried_at) ON TABLE instances TO recado_system;

GRANT UPDATE(templates_tried_at) ON TABLE instances TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE known_networks TO recado_accounts;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE lessons TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE lessons TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE loose_pictures TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mail_tokens TO recado_accounts;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mails TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE media TO recado_app;
GRANT SELECT,DELETE ON TABLE media TO recado_system;

GRANT UPDATE(tried_at) ON TABLE media TO recado_system;

GRANT UPDATE(web_message) ON TABLE media TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE media_handles TO recado_app;
GRANT SELECT,DELETE ON TABLE media_handles TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE media_texts TO recado_app;
GRANT SELECT,DELETE ON TABLE media_texts TO recado_system;

GRANT UPDATE(due_at) ON TABLE media_texts TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE memberships TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE memberships TO recado_system;

GRANT UPDATE(role) ON TABLE memberships TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE message_statuses TO recado_app;
GRANT SELECT,DELETE ON TABLE message_statuses TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE messages TO recado_app;
GRANT SELECT,DELETE ON TABLE messages TO recado_system;

GRANT UPDATE(status) ON TABLE messages TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE meta_apps TO recado_app;
GRANT SELECT,DELETE ON TABLE meta_apps TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE opened_customers TO recado_app;
GRANT SELECT,DELETE ON TABLE opened_customers TO recado_system;

GRANT SELECT(quarter) ON TABLE opened_customers TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE opened_quarters TO recado_app;
GRANT SELECT,DELETE ON TABLE opened_quarters TO recado_system;

GRANT SELECT(quarter) ON TABLE opened_quarters TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE outbound TO recado_app;
GRANT SELECT,DELETE ON TABLE outbound TO recado_system;

GRANT UPDATE(state) ON TABLE outbound TO recado_system;

GRANT UPDATE(claim_id) ON TABLE outbound TO recado_system;

GRANT UPDATE(next_at) ON TABLE outbound TO recado_system;

GRANT SELECT ON TABLE platform_settings TO recado_app;
GRANT SELECT,UPDATE ON TABLE platform_settings TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE product_pictures TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE product_pictures TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE product_vectors TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE product_vectors TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE products TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE products TO recado_system;

GRANT UPDATE(search) ON TABLE products TO recado_system;

GRANT UPDATE(to_embed_at) ON TABLE products TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE push_devices TO recado_accounts;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE quiet_reviews TO recado_app;
GRANT SELECT,DELETE ON TABLE quiet_reviews TO recado_system;

GRANT UPDATE(due_at) ON TABLE quiet_reviews TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE raw_updates TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE raw_updates TO recado_system;

GRANT SELECT(digest) ON TABLE raw_updates TO recado_system;

GRANT SELECT(created_at) ON TABLE raw_updates TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE recovery_codes TO recado_accounts;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE refresh_tokens TO recado_accounts;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE request_counts TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE rings TO recado_app;
GRANT SELECT,DELETE ON TABLE rings TO recado_system;

GRANT UPDATE(due_at) ON TABLE rings TO recado_system;

GRANT SELECT,INSERT,UPDATE ON TABLE schedule_ticks TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE second_factors TO recado_accounts;

GRANT SELECT(user_id) ON TABLE second_factors TO recado_system;

GRANT SELECT(confirmed_at) ON TABLE second_factors TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE send_pairs TO recado_app;
GRANT SELECT,DELETE ON TABLE send_pairs TO recado_system;

GRANT SELECT(paid_at) ON TABLE send_pairs TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE send_rates TO recado_app;
GRANT SELECT,DELETE ON TABLE send_rates TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE sessions TO recado_accounts;
GRANT SELECT ON TABLE sessions TO recado_system;

GRANT UPDATE(chosen_business) ON TABLE sessions TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE stats_hourly TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE stats_hourly TO recado_system;

GRANT SELECT,UPDATE ON TABLE stats_watermark TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE stock_moves TO recado_app;
GRANT SELECT,DELETE ON TABLE stock_moves TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE tags TO recado_app;
GRANT SELECT,DELETE ON TABLE tags TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE templates TO recado_app;
GRANT SELECT,DELETE ON TABLE templates TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE turns TO recado_app;
GRANT SELECT,DELETE ON TABLE turns TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE uploads TO recado_app;
GRANT SELECT,DELETE ON TABLE uploads TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE usage TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE usage TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE users TO recado_accounts;
GRANT SELECT ON TABLE users TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE variants TO recado_app;
GRANT SELECT,INSERT,DELETE ON TABLE variants TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE voice_notes TO recado_app;
GRANT SELECT,DELETE ON TABLE voice_notes TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE web_hosts TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE web_session_keys TO recado_app;
GRANT SELECT,DELETE ON TABLE web_session_keys TO recado_system;

GRANT SELECT(instance_id) ON TABLE web_session_keys TO recado_system;

GRANT SELECT(business_id) ON TABLE web_session_keys TO recado_system;

GRANT SELECT(keys_sealed) ON TABLE web_session_keys TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE web_sessions TO recado_app;
GRANT SELECT,DELETE ON TABLE web_sessions TO recado_system;

GRANT UPDATE(owner) ON TABLE web_sessions TO recado_system;

GRANT UPDATE(epoch) ON TABLE web_sessions TO recado_system;

GRANT UPDATE(lease_until) ON TABLE web_sessions TO recado_system;

GRANT UPDATE(tell_tried_at) ON TABLE web_sessions TO recado_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE webhook_messages TO recado_app;
GRANT SELECT,DELETE ON TABLE webhook_messages TO recado_system;

GRANT SELECT(id) ON TABLE webhook_messages TO recado_system;

GRANT SELECT(at) ON TABLE webhook_messages TO recado_system;

GRANT UPDATE(trace) ON TABLE webhook_messages TO recado_system;
