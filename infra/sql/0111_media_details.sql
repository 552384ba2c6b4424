-- What there is to see of a file before it is opened: its size in pixels, its length, how loud a sound is on its way
-- (64 values from 0 to 100), and whether a small picture stands beside its object.
-- inspection: `waiting` until the function `media` has looked, then `done`; null for what was stored before that was
-- done. asked_again: how often somebody asked for a failed file once more, last at asked_at.
-- Columns without a value, or with a constant one, and a check that is not asked of what is there: nothing is rewritten.
alter table media
  add column width integer,
  add column height integer,
  add column duration_ms integer,
  add column waveform bytea,
  add column thumbnail boolean not null default false,
  add column inspection text,
  add column looks smallint not null default 0,
  add column asked_again smallint not null default 0,
  add column asked_at timestamptz;
alter table media
  add constraint media_details_check check (
    (inspection is null or inspection in ('waiting', 'done')) and width > 0 and height > 0 and duration_ms > 0
    and length(waveform) = 64
  ) not valid;
create index media_to_inspect on media (tried_at) where inspection = 'waiting';
drop trigger changed on media;
create trigger changed after update of state, inspection on media for each row execute function media_changed();
drop function sweep_media(integer, interval);
