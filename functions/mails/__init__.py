"""mails: sends mails."""
