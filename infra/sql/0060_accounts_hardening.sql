-- Networks from which a person has logged in (digests, so that no address is readable): guesses made elsewhere at their
-- account do not lock them out there.
create table known_networks (
  user_id uuid not null references users on delete cascade,
  network bytea not null,
  last_used_at timestamptz not null default now(),
  primary key (user_id, network)
);
grant select, insert, update, delete on known_networks to recado_accounts;

-- Whether a session was opened, or confirmed, with the second factor.
alter table sessions add column second_factor boolean not null default false;
update sessions s set second_factor = true
from second_factors f where f.user_id = s.user_id and f.confirmed_at <= s.created_at;

-- The API key an invitation was made with. Invitations fall with who made them.
drop index if exists api_keys_business_id_id_idx;
alter table api_keys add constraint api_keys_business_id_id_key unique (business_id, id);
alter table invitations
  add column invited_with uuid,
  add foreign key (business_id, invited_with) references api_keys (business_id, id) on delete set null (invited_with);

-- It answers one column more (functions/).
drop function admit_person(uuid, uuid, uuid, bytea, interval);
