-- Makes a sandbox of the business that asks: its configuration, fields, files with their text (the objects stay its own),
-- tools, approved lessons and the thousand products changed last are copied, and a conversation with a made-up customer is begun. The agent is on, and
-- answers at once. p_dry: tools are not called.
create or replace function open_sandbox(
  p_id uuid, p_instance uuid, p_contact uuid, p_conversation uuid, p_customer text, p_dry boolean
) returns void
language plpgsql security definer set search_path = public, pg_temp
as $$
declare of_business constant uuid := current_business();
begin
  insert into businesses (id, sandbox_of, name, timezone, language, currency, objective, context, bot_enabled,
    buffer_quiet_seconds, buffer_max_seconds, human_pause_minutes, agent_model, agent_effort, agent_version,
    history_tokens, hours, away_enabled, away_message, away_bot, understand_media, service_until, suspended_at,
    suspended_why)
  select p_id, b.id, b.name, b.timezone, b.language, b.currency, b.objective, b.context, true,
    0, 0, b.human_pause_minutes, b.agent_model, b.agent_effort, b.agent_version,
    b.history_tokens, b.hours, b.away_enabled, b.away_message, b.away_bot, b.understand_media, b.service_until,
    b.suspended_at, b.suspended_why
  from businesses b where b.id = of_business and b.sandbox_of is null;
  if not found then
    raise exception 'only a business has a sandbox';
  end if;
  insert into instances (id, business_id, provider, name, channel_id) values (p_instance, p_id, 'sandbox', 'sandbox', p_id);
  insert into contacts (id, business_id, name) values (p_contact, p_id, p_customer);
  insert into conversations (id, business_id, instance_id, contact_id)
  values (p_conversation, p_id, p_instance, p_contact);
  insert into contact_fields (id, business_id, key, label_es, label_en, type, options, description, extract)
  select gen_random_uuid(), p_id, f.key, f.label_es, f.label_en, f.type, f.options, f.description, f.extract
  from contact_fields f where f.business_id = of_business;
  insert into external_tools (id, business_id, slot, name, description, url, headers, body_template, parameters,
    secrets_sealed, secret_names, secrets_of, effect, timeout_seconds, result_paths, result_most, enabled, dry)
  select gen_random_uuid(), p_id, t.slot, t.name, t.description, t.url, t.headers, t.body_template, t.parameters,
    t.secrets_sealed, t.secret_names, t.id, t.effect, t.timeout_seconds, t.result_paths, t.result_most, t.enabled, p_dry
  from external_tools t where t.business_id = of_business;
  insert into lessons (id, business_id, situation, instruction, example, origin, state, text_hash, always, uses)
  select gen_random_uuid(), p_id, l.situation, l.instruction, l.example, l.origin, l.state, l.text_hash, l.always, l.uses
  from lessons l where l.business_id = of_business and l.state = 'approved';
  -- Files whose text is still being read are not: that would be done twice.
  with copied as (
    select f.id as original, gen_random_uuid() as id from files f
    where f.business_id = of_business and f.state <> 'waiting'
  ), made as (
    insert into files (id, business_id, title, description, when_to_use, filename, mime_type, object_key, size, sha256,
      sendable, searchable, state, reason, pages, chunks, embedded_model)
    select c.id, p_id, f.title, f.description, f.when_to_use, f.filename, f.mime_type, f.object_key, f.size, f.sha256,
      f.sendable, f.searchable, f.state, f.reason, f.pages, f.chunks, f.embedded_model
    from copied c join files f on f.id = c.original
    returning id
  )
  insert into file_chunks (business_id, file_id, position, page, heading, text, embedding, embedding_model)
  select p_id, m.id, k.position, k.page, k.heading, k.text, k.embedding, k.embedding_model
  from made m join copied c on c.id = m.id join file_chunks k on k.file_id = c.original;
  insert into categories (id, business_id, name)
  select gen_random_uuid(), p_id, c.name from categories c where c.business_id = of_business;
  with copied as (
    select p.id as original, gen_random_uuid() as id from products p
    where p.business_id = of_business and p.active and p.archived_at is null order by p.changed_at desc limit 1000
  ), made as (
    insert into products (id, business_id, category_id, name, description, search)
    select c.id, p_id, (select own.id from categories own join categories theirs on theirs.name = own.name
                        where own.business_id = p_id and theirs.id = p.category_id), p.name, p.description, p.search
    from copied c join products p on p.id = c.original
    returning id
  ), sold as (
    insert into variants (id, business_id, product_id, sku, label, price_minor, currency, stock, reserved, low_at, position)
    select gen_random_uuid(), p_id, m.id, v.sku, v.label, v.price_minor, v.currency, v.stock, v.reserved, v.low_at,
      v.position
    from made m join copied c on c.id = m.id join variants v on v.product_id = c.original
    where v.removed_at is null
  ), shown as (
    insert into product_pictures (id, business_id, product_id, object_key, mime_type, size, position)
    select gen_random_uuid(), p_id, m.id, i.object_key, i.mime_type, i.size, i.position
    from made m join copied c on c.id = m.id join product_pictures i on i.product_id = c.original
  )
  insert into product_vectors (product_id, business_id, model, digest, embedding)
  select m.id, p_id, v.model, v.digest, v.embedding
  from made m join copied c on c.id = m.id join product_vectors v on v.product_id = c.original;
end $$;
call own_function('open_sandbox', 'recado_app');
