-- A text as it is compared: without accents and capitals. Immutable as long as the dictionary of `unaccent` is.
create or replace function fold(p_text text) returns text
language sql immutable strict parallel safe set search_path = public, pg_temp
as $$ select unaccent('unaccent', lower(normalize(p_text, nfkc))) $$;
