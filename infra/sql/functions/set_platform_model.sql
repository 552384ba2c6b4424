-- Sets the model of all businesses that chose none, and notes who did and what it was before.
create or replace function set_platform_model(p_model text, p_effort text, p_event uuid, p_user uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare before platform_settings;
begin
  select * into before from platform_settings for update;
  update platform_settings set agent_model = p_model, agent_effort = p_effort;
  insert into events (id, severity, type, data)
  values (p_event, 'warning', 'model.default_changed',
          jsonb_build_object('model', p_model, 'effort', p_effort, 'before', before.agent_model,
                             'effort_before', before.agent_effort, 'user_id', p_user));
end $$;
call own_function('set_platform_model', 'recado_admin');
