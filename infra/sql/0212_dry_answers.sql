-- Of a tool that is not called, in the sandbox of a case: what it answers instead; json null: that it fails.
alter table external_tools add column dry_answer jsonb;
