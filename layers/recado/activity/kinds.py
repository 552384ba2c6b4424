"""Every type of event in the event log, and every action in the audit trail. Each is `<thing>.<what happened to it>`.

New ones are entered here: a test compares these lists with what the code and the functions of SQL write.
"""

EVENT_TYPES = frozenset(
    {
        # People and their sessions
        "account.opened", "account.password_changed", "limit.reached", "mail.failed", "second_factor.disabled",
        "second_factor.enabled", "second_factor.recovered", "session.reused", "super_admin.granted",
        "super_admin.revoked",
        # Businesses and their teams
        "key.created", "key.revoked", "member.left", "member.removed",
        # WhatsApp numbers and the sessions of WhatsApp Web
        "instance.account_state_changed", "instance.banned", "instance.created", "instance.deleted",
        "instance.disabled", "instance.enabled", "instance.gave_up", "instance.keys_corrupt",
        "instance.keys_not_opened", "instance.logged_out", "instance.messaging_limit_changed",
        "instance.name_status_changed", "instance.number_status_changed", "instance.paused",
        "instance.quality_rating_changed", "instance.replaced", "instance.resumed", "instance.sending_paused",
        "instance.stopped", "instance.throughput_changed", "instance.verified_name_changed", "session.connecting",
        "session.logging_out", "session.owners_told", "session.restarted",
        # Contacts
        "contact.assigned", "contact.created", "contact.deleted", "contact.merged", "contact.opted_out",
        "contact.unassigned", "contact.unmerged", "contacts.exported", "contacts.import_failed", "contacts.imported",
        # Conversations, messages and answers
        "answer.window_closed", "away.told", "buffer.quarantined", "buffer.retried", "conversation.closed",
        "conversation.reopened", "conversation.snoozed", "draft.stale", "media.failed",
        "message.ambiguous", "message.failed", "message.unconfirmed", "update.not_stored",
        # Templates
        "template.category_changed", "template.category_will_change", "template.deleted", "template.gone",
        "template.quality_changed", "template.status_changed", "template.submitted",
    }
)  # fmt: skip

AUDIT_ACTIONS = frozenset(
    {
        # Businesses and their teams
        "business.updated", "invitation.created", "invitation.resent", "invitation.revoked", "key.created",
        "key.revoked", "member.joined", "member.left", "member.removed", "member.role_changed", "member.updated",
        # WhatsApp numbers and the sessions of WhatsApp Web
        "instance.app_secret_rotated", "instance.created", "instance.deleted", "instance.disabled",
        "instance.enabled", "instance.profile_changed", "instance.renamed", "instance.token_rotated",
        "session.connecting", "session.logging_out", "session.restarted",
        # Contacts
        "contact.assigned", "contact.bot_changed", "contact.changed", "contact.created", "contact.deleted",
        "contact.merged", "contact.unassigned", "contact.unmerged", "contact_field.changed", "contact_field.created",
        "contact_field.deleted", "contacts.export_started", "contacts.import_started", "contacts.imported",
        "contacts.tagged", "note.added", "note.deleted", "note.rewritten", "note.written", "tag.changed",
        "tag.created", "tag.deleted",
        # Conversations and messages
        "conversation.closed", "conversation.reopened", "conversation.snoozed", "file.requested_again",
        "message.given_up", "message.retried", "reply.created", "reply.deleted", "reply.updated",
        # Templates
        "template.changed", "template.created", "template.deleted", "template.submitted",
    }
)  # fmt: skip
