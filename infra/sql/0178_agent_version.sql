-- How the agent of a business thinks: V1 answers and uses tools; V2 has a second model look at what is to be said.
alter table businesses add column agent_version text not null default 'v1' check (agent_version in ('v1', 'v2'));
alter table agent_turns add column version text not null default 'v1' check (version in ('v1', 'v2'));
