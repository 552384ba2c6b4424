-- Search. unaccent is only called stable because its dictionary could change; ours does not. Long texts are found by
-- their beginning: a tsvector has an end.
create or replace function message_words(p_text text) returns tsvector
language sql immutable parallel safe
as $$
  select to_tsvector('simple', regexp_replace(public.unaccent('public.unaccent', lower(left(p_text, 8000))), '[^[:alnum:]]+', ' ', 'g'))
$$;
