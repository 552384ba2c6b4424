-- Words to search in: its parts with a space before each, folded.
create or replace function search_text(variadic p_parts text[]) returns text
language sql immutable parallel safe set search_path = public, pg_temp
as $$ select fold(' ' || array_to_string(p_parts, ' ')) $$;
