-- What was done to a contact is in the audit trail: under its own id, under its conversations', and where many were
-- changed at once among the ids of that entry.
create index audit_of_many_contacts on audit using gin ((after -> 'contacts')) where thing = 'contact' and thing_id is null;
grant select on audit to recado_system;
