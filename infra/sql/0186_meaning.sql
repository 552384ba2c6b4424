-- The meaning of each passage as a vector, and which model made it: only vectors of one model are compared. No index: the
-- exact order of one business's passages is quicker than an approximate one of everybody's.
create extension if not exists vector;
alter table file_chunks add column embedding halfvec, add column embedding_model text check (length(embedding_model) <= 100);
alter table files add column embedded_model text check (length(embedded_model) <= 100);
create index files_to_embed on files (touched_at) where state = 'ready' and chunks > 0;
grant select (chunks, embedded_model) on files to recado_system;
drop function if exists search_passages(text[], integer);
