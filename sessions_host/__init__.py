"""The always-on host of WhatsApp Web sessions: a supervisor and one worker process per session."""
