-- An event of the platform, unless the same was noted within p_within: for what every answer would repeat.
create or replace function note_event_once(p_id uuid, p_severity text, p_type text, p_data jsonb, p_within interval)
returns void
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('event:' || p_type, 0));
  insert into events (id, severity, type, data)
  select p_id, p_severity, p_type, p_data
  where not exists (select from events e where e.created_at > clock_timestamp() - p_within and e.type = p_type
                    and e.business_id is null and e.data = p_data);
end $$;
call own_function('note_event_once', 'recado_worker');
