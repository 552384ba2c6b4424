-- What a merge needs to be undone is recorded by module: each puts its own part back.
update contact_merges m set record = jsonb_build_object(
  'crm', record - 'conversations' - 'joined',
  'messaging', jsonb_build_object(
    'moved', coalesce(record->'conversations', '[]'),
    'joined', coalesce((
      select jsonb_agg(j || jsonb_build_object('messages', coalesce((
        select jsonb_agg(g.id) from messages g
        where g.id = any(m.messages) and g.instance_id = (j->'source'->>'instance_id')::uuid), '[]')))
      from jsonb_array_elements(record->'joined') j), '[]')),
  'sending', '{}'::jsonb);
alter table contact_merges drop column messages;
