-- Says, inside a transaction that has written something, that the request of this key took effect. False when the
-- claim has passed to another process: then the transaction must not commit.
create or replace function mark_effect(p_key bytea, p_claim uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if pg_current_xact_id_if_assigned() is null then
    return true;
  end if;
  update idempotency set effect = true where key = p_key and claim_id = p_claim;
  return found;
end $$;
call own_function('mark_effect', 'recado_accounts', 'recado_app', 'recado_worker', 'recado_admin');
