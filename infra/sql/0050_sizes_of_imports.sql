-- The size an import's file was announced with: its link takes exactly that many bytes, and the file is compared when it
-- is started. Null for exports, and for imports begun before.
alter table contact_files add column size bigint check (size >= 0);
