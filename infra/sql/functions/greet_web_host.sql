-- Says that the host lives. Answers how many sessions want a host and how many hosts, this one included, share them.
create or replace function greet_web_host(p_name text, p_address text, p_capacity integer, p_ttl interval)
returns table (wanted bigint, hosts bigint)
language sql volatile security definer set search_path = public, pg_temp
as $$
  delete from web_hosts h where h.seen_at < clock_timestamp() - p_ttl - interval '1 hour';
  insert into web_hosts as h (name, address, capacity, seen_at)
  values (p_name, p_address, p_capacity, clock_timestamp())
  on conflict (name) do update
    set address = excluded.address, capacity = excluded.capacity, seen_at = excluded.seen_at;
  select (select count(*) from web_sessions s
          where s.command is not null
             or (s.wanted = 'running' and s.state not in ('logged_out', 'banned', 'replaced'))),
         (select count(*) from web_hosts h where h.seen_at > clock_timestamp() - p_ttl)
$$;
call own_function('greet_web_host', 'recado_worker');
