-- The days on which models end, as their vendor tells them, are read into the catalogue.
grant select, update (retires_at) on model_catalog to recado_system;
grant select (agent_model) on businesses to recado_system;
grant select, update on platform_settings to recado_system;
