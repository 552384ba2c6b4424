-- Sets what all agents of the platform may cost in an hour, and notes who did and what it was before.
create or replace function set_platform_cap(p_micros bigint, p_event uuid, p_user uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare before platform_settings;
begin
  select * into before from platform_settings for update;
  update platform_settings set hourly_micros = p_micros;
  insert into events (id, severity, type, data)
  values (p_event, 'warning', 'platform.cap_changed',
          jsonb_build_object('micros', p_micros, 'before', before.hourly_micros, 'user_id', p_user));
end $$;
call own_function('set_platform_cap', 'recado_admin');
