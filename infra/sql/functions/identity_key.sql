-- What an identity is known by. The three countries whose mobile numbers are written in two ways have one key; the same
-- rules are in recado.kernel.phones, and a test holds them together. `value` stays as the vendor writes it.
create or replace function identity_key(p_kind text, p_value text) returns text
language sql immutable parallel safe
as $$
  select case
    when p_kind <> 'phone' then p_value
    when p_value ~ '^521[0-9]{10}$' then '52' || substr(p_value, 4)
    when p_value ~ '^55[1-9][0-9][6-9][0-9]{7}$' then '55' || substr(p_value, 3, 2) || '9' || substr(p_value, 5)
    when p_value ~ '^54[1-8][0-9]{9}$' then '549' || substr(p_value, 3)
    else p_value end
$$;
