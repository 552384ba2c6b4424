-- Notes that an object is to be removed after a while, unless it is put to use before (`take_picture`).
create or replace function leave_picture(p_key text, p_after interval) returns void
language sql security definer set search_path = public, pg_temp
as $$
  insert into loose_pictures (object_key, due_at) values (p_key, now() + p_after)
  on conflict (object_key) do update set due_at = excluded.due_at
$$;
call own_function('leave_picture', 'recado_accounts');
