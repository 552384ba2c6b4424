-- Members who want a mail when customers wait, and for whom some have waited for p_wait without anybody looking since
-- the last mail; each at most once in p_pause. amount: how many wait, at most 100.
create or replace function claim_waiting_mails(p_wait interval, p_pause interval, p_limit integer)
returns table (business_id uuid, user_id uuid, email text, language text, business_name text, amount integer)
language sql volatile security definer set search_path = public, pg_temp
as $$
  with due as (
    select a.business_id, a.user_id, waiting.amount, u.email, u.language, b.name
    from alert_choices a
    join memberships m on m.business_id = a.business_id and m.user_id = a.user_id and not m.away
    join users u on u.id = a.user_id and u.email_verified_at is not null
    join businesses b on b.id = a.business_id
    cross join lateral (
      select count(*)::integer as amount from (
        select from conversations v join contacts c on c.id = v.contact_id
        where v.business_id = a.business_id and v.state = 'open' and v.unread > 0
          and v.waiting_since < now() - p_wait and v.waiting_since > coalesce(a.mailed_at, '-infinity') - p_wait
          and (c.assigned_to = a.user_id or (a.mail = 'all' and (m.role <> 'ADVISOR' or b.advisors_see_all)))
        limit 100
      ) unseen
    ) waiting
    where a.mail <> 'off' and coalesce(a.mailed_at < now() - p_pause, true) and waiting.amount > 0
    order by a.mailed_at nulls first limit p_limit for update of a skip locked
  )
  update alert_choices a set mailed_at = now() from due
  where a.business_id = due.business_id and a.user_id = due.user_id
  returning a.business_id, a.user_id, due.email, due.language, due.name, due.amount
$$;
call own_function('claim_waiting_mails', 'recado_worker');
