-- What fetches a failed file of WhatsApp Web is kept for as long as WhatsApp may still have the file, so that somebody
-- can ask for it once more; then it is forgotten, as other words of vendors are.
create index media_failed_of_web on media (created_at) where state = 'failed' and web_message is not null;
grant update (web_message) on media to recado_system;
