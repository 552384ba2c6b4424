-- Puts an object to use, which then is not removed. False when it was left for too long.
create or replace function take_picture(p_key text) returns boolean
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  delete from loose_pictures where object_key = p_key and due_at > now();
  return found;
end $$;
call own_function('take_picture', 'recado_accounts', 'recado_app');
