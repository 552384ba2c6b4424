-- recado_worker works through the named functions only; the platform's settings are read inside a tenant.
revoke select on platform_settings from recado_worker;
