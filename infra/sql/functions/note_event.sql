-- Adds to the event log, for roles that touch no tenant's table.
create or replace function note_event(p_id uuid, p_business uuid, p_severity text, p_type text, p_data jsonb) returns void
language sql security definer set search_path = public, pg_temp
as $$
  insert into events (id, business_id, severity, type, data) values (p_id, p_business, p_severity, p_type, p_data)
$$;
call own_function('note_event', 'recado_accounts', 'recado_worker');
