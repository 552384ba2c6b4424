-- Models: what each costs, which efforts it takes, when its vendor shuts it down and which one answers in its place.
-- Money in millionths of a US dollar for a million tokens; null: the price is not known. written: into the prompt cache,
-- null: as dear as input. retires_at: the first day it no longer answers.
create table model_catalog (
  model text primary key,
  provider text not null default 'openai',
  api text not null check (api in ('responses', 'chat', 'embeddings')),
  efforts text[] not null default '{}'
    check (efforts <@ array['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']),
  default_effort text,
  tools boolean not null,
  vision boolean not null,
  input_micros bigint check (input_micros >= 0),
  cached_micros bigint check (cached_micros >= 0),
  write_micros bigint check (write_micros >= 0),
  output_micros bigint check (output_micros >= 0),
  audio_micros bigint check (audio_micros >= 0),
  retires_at date,
  successor text references model_catalog deferrable initially deferred check (successor <> model),
  check (default_effort is null or default_effort = any(efforts))
);
grant select on model_catalog to recado_app;

insert into model_catalog (model, api, efforts, default_effort, tools, vision, input_micros, cached_micros,
                           write_micros, output_micros, retires_at, successor)
select m.model, m.api, f.efforts, f.default_effort, m.tools, m.vision, m.input, m.cached, m.written, m.output,
       m.retires_at::date, m.successor
from (values
  ('gpt-6-luna', 'responses', 'six', true, true, 100000, 10000, 125000, 500000, null, null),
  ('gpt-6-sol', 'responses', 'six', true, true, 2000000, 200000, 2500000, 10000000, null, null),
  ('gpt-6.1-sol', 'responses', 'six', true, true, null, null, null, null, null, null),
  ('gpt-6.1-terra', 'responses', 'six', true, true, null, null, null, null, null, null),
  ('gpt-5.6-luna', 'responses', 'six', true, true, 200000, 20000, 250000, 1200000, null, null),
  ('gpt-5.6-terra', 'responses', 'six', true, true, 2000000, 200000, 2500000, 12000000, null, null),
  ('gpt-5.4-mini', 'responses', 'five', true, true, 750000, 75000, null, 4500000, null, null),
  ('gpt-5.4-nano', 'responses', 'five', true, true, null, null, null, null, '2027-04-01', 'gpt-6-luna'),
  ('gpt-5.1', 'responses', 'four', true, true, null, null, null, null, '2027-04-01', 'gpt-6-luna'),
  ('gpt-5', 'responses', 'first', true, true, 1250000, 125000, null, 10000000, '2026-12-11', 'gpt-6.1-sol'),
  ('gpt-5-mini', 'responses', 'first', true, true, 250000, 25000, null, 2000000, '2026-12-11', 'gpt-6-luna'),
  ('gpt-5-nano', 'responses', 'first', true, true, 50000, 5000, null, 400000, '2026-12-11', 'gpt-6-luna'),
  ('o4-mini', 'responses', 'o', true, true, null, null, null, null, '2026-10-23', 'gpt-6-luna'),
  ('gpt-4.1', 'chat', 'none', true, true, 2000000, 500000, null, 8000000, '2027-01-14', 'gpt-6-luna'),
  ('gpt-4.1-mini', 'chat', 'none', true, true, 400000, 100000, null, 1600000, '2027-01-14', 'gpt-6-luna'),
  ('gpt-4.1-nano', 'chat', 'none', true, true, null, null, null, null, '2026-10-23', 'gpt-6-luna'),
  ('gpt-4o', 'chat', 'none', true, true, 2500000, 1250000, null, 10000000, '2027-01-14', 'gpt-6-luna'),
  ('gpt-4o-mini', 'chat', 'none', true, true, 150000, 75000, null, 600000, '2027-01-14', 'gpt-6-luna'),
  ('gpt-4', 'chat', 'none', true, false, null, null, null, null, '2026-10-23', 'gpt-6-luna'),
  ('gpt-4-turbo', 'chat', 'none', true, true, null, null, null, null, '2026-10-23', 'gpt-6-luna'),
  ('gpt-3.5-turbo', 'chat', 'none', true, false, null, null, null, null, '2026-10-23', 'gpt-6-luna'),
  ('text-embedding-3-small', 'embeddings', 'none', false, false, 20000, null, null, null, null, null)
) m (model, api, family, tools, vision, input, cached, written, output, retires_at, successor)
join (values
  ('six', array['none', 'low', 'medium', 'high', 'xhigh', 'max'], 'medium'),
  ('five', array['none', 'low', 'medium', 'high', 'xhigh'], 'none'),
  ('four', array['none', 'low', 'medium', 'high'], 'none'),
  ('first', array['minimal', 'low', 'medium', 'high'], 'medium'),
  ('o', array['low', 'medium', 'high'], 'medium'),
  ('none', array[]::text[], null)
) f (family, efforts, default_effort) on f.family = m.family;

-- Prices somebody added stay, and prices somebody changed are theirs.
insert into model_catalog (model, api, tools, vision, input_micros, cached_micros, output_micros)
select model, 'chat', true, false, input_micros, cached_micros, output_micros from model_prices
on conflict (model) do update set input_micros = excluded.input_micros, cached_micros = excluded.cached_micros,
  output_micros = excluded.output_micros;
drop table model_prices;

-- The default was shut down; so were most names that could be chosen. Businesses keep what they chose: a model that is
-- no more is answered for by its successor.
alter table platform_settings drop constraint platform_settings_agent_effort_check;
alter table businesses drop constraint businesses_agent_effort_check;
alter table platform_settings
  alter column agent_model set default 'gpt-6-luna',
  add constraint platform_settings_agent_effort_check
    check (agent_effort in ('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'));
alter table businesses
  add constraint businesses_agent_effort_check
    check (agent_effort in ('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'));
update platform_settings set agent_model = 'gpt-6-luna', agent_effort = 'low' where agent_model = 'gpt-5-mini';

-- Of the input, what was written to the prompt cache; of the output, what was reasoning.
alter table usage
  add column cache_write_tokens integer not null default 0,
  add column reasoning_tokens integer not null default 0;
