-- It is replaced by invitation_by_token (functions/), which also says why a link is of no use any more.
drop function open_invitation(bytea);
