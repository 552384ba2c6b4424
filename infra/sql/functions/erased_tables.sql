-- Every table with rows of businesses, in the order in which those of one are erased: by itself, through an index that
-- begins with business_id, or with the row it belongs to. A test holds this against the database: a new table with a
-- business_id is entered here.
create or replace function erased_tables() returns table (name text, goes_with text)
language sql immutable set search_path = public, pg_temp
as $$
  values
    ('messages', null), ('media', 'messages'), ('outbound', 'messages'), ('media_texts', 'messages'), ('message_statuses', 'instances'),
    ('usage', null), ('send_pairs', 'conversations'), ('rings', 'conversations'),
    ('agent_turns', 'conversations'), ('agent_tool_calls', 'conversations'), ('handovers', 'conversations'),
    ('external_tools', null), ('eval_cases', null), ('eval_runs', null), ('eval_run_cases', 'eval_runs'),
    ('eval_results', 'eval_runs'),
    ('field_reviews', 'conversations'), ('field_evidence', 'contacts'), ('field_sightings', 'contacts'),
    ('field_proposals', null), ('contact_memories', 'contacts'), ('quiet_reviews', 'conversations'), ('lessons', null),
    ('product_vectors', 'products'), ('stock_moves', 'variants'), ('variants', 'products'), ('product_pictures', 'products'), ('products', null), ('categories', null),
    ('conversations', null), ('buffers', 'conversations'),
    ('contacts', null), ('contact_identities', 'contacts'), ('contact_notes', 'contacts'), ('contact_tags', 'contacts'),
    ('contact_merges', 'contacts'), ('opened_customers', null), ('opened_quarters', null), ('tags', null),
    ('contact_fields', null), ('agent_configs', null), ('contact_files', null), ('canned_replies', null), ('templates', null), ('turns', null),
    ('media_handles', null), ('files', null), ('file_chunks', 'files'), ('uploads', null), ('stats_hourly', null), ('send_rates', 'instances'), ('web_session_keys', 'instances'),
    ('web_sessions', null), ('invitations', null), ('api_keys', null), ('raw_updates', null),
    ('webhook_messages', null), ('audit', null), ('events', null), ('instances', null), ('meta_apps', null),
    ('changes', null), ('voice_notes', null), ('deleted_objects', null), ('alert_choices', 'memberships'), ('memberships', 'businesses'),
    ('bench_sessions', 'businesses'),
    ('businesses', null)
$$;
do $$
declare each text;
begin
  for each in select name from erased_tables() loop
    execute format('grant select, delete on %I to recado_system', each);
  end loop;
end $$;
