-- Puts a mail down, to be sent when the transaction commits.
create or replace function queue_mail(p_id uuid, p_kind text, p_user uuid, p_sealed bytea, p_valid interval) returns void
language sql security definer set search_path = public, pg_temp
as $$
  insert into mails (id, kind, user_id, mail_sealed, until) values (p_id, p_kind, p_user, p_sealed, now() + p_valid)
$$;
call own_function('queue_mail', 'recado_accounts', 'recado_app', 'recado_worker');
