-- What is heard in a sound and seen in a picture a customer sent, by a model. A message has one file.
-- due_at: while it waits, when it may be tried (next). kind: of what `text` is. voucher: what a receipt of a payment says.
create table media_texts (
  message_id uuid primary key,
  business_id uuid not null,
  kind text not null check (kind in ('transcript', 'description', 'ocr')),
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed', 'blocked', 'too_large')),
  text text check (length(text) <= 20000),
  language text check (length(language) <= 20),
  seconds integer check (seconds >= 0),
  voucher jsonb,
  model text,
  reason text check (length(reason) <= 200),
  attempts smallint not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  created_at timestamptz not null default clock_timestamp(),
  done_at timestamptz,
  unique (message_id, business_id),
  foreign key (message_id, business_id) references messages (id, business_id) on delete cascade,
  check ((state = 'done') = (text is not null)),
  check ((state = 'waiting') = (done_at is null))
);
call protect_tenant_table('media_texts');
call show_to_advisor('media_texts', 'exists (select from messages m where m.id = message_id)');
create index media_texts_waiting on media_texts (due_at) where state = 'waiting';
create index media_texts_of_business on media_texts (business_id, created_at);
grant select, update (due_at) on media_texts to recado_system;

-- Until when an answer waits for what is to be heard or seen first.
alter table buffers add column waits_until timestamptz;
grant update (waits_until) on buffers to recado_system;

-- Whose files are understood: of those whom the bot answers, of everybody, of nobody.
alter table businesses add column understand_media text not null default 'bot_on'
  check (understand_media in ('bot_on', 'always', 'never'));

-- Of the input, what was sound: it has a price of its own.
alter table usage add column audio_tokens integer not null default 0;

alter table model_catalog drop constraint model_catalog_api_check;
alter table model_catalog add constraint model_catalog_api_check
  check (api in ('responses', 'chat', 'embeddings', 'gemini'));
insert into model_catalog (model, provider, api, tools, vision, input_micros, output_micros, audio_micros, retires_at,
                           successor)
values
  ('gemini-3.8-flash', 'google', 'gemini', true, true, 750000, 3750000, null, null, null),
  ('gemini-2.5-flash', 'google', 'gemini', true, true, 300000, 2500000, 1000000, null, 'gemini-3.8-flash')
on conflict (model) do nothing;
