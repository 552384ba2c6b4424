"""Every type of event in the event log, and every action in the audit trail with what it is called where people read
it. Each is `<thing>.<what happened to it>`.

New ones are entered here: a test compares these lists with what the code and the functions of SQL write.
"""

from recado.kernel.words import Words

EVENT_TYPES = frozenset(
    {
        # People and their sessions
        "account.email_changed", "account.email_restored", "account.opened", "account.terms_accepted",
        "account.password_changed", "limit.reached", "mail.failed", "model.default_changed", "model.replaced",
        "model.retires", "model.unpaid", "second_factor.disabled",
        "second_factor.enabled", "second_factor.recovered", "session.reused", "super_admin.granted",
        "super_admin.revoked",
        # Businesses and their teams
        "business.created", "business.deletion_began", "business.deletion_cancelled", "business.erased",
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
        "agent.braked", "answer.failed", "answer.window_closed", "away.told", "buffer.quarantined", "buffer.retried",
        "conversation.closed", "conversation.handed_over", "conversation.reopened", "conversation.snoozed",
        "draft.guarded", "draft.stale", "draft.ungrounded", "external_tool.unconfirmed", "media.failed",
        "media.not_understood", "message.ambiguous", "message.failed",
        "message.unconfirmed", "update.not_stored",
        # Templates
        "template.category_changed", "template.category_will_change", "template.deleted", "template.gone",
        "template.quality_changed", "template.status_changed", "template.submitted",
    }
)  # fmt: skip

# fmt: off
AUDIT_ACTIONS: dict[str, Words] = {
    "agent_file.changed": Words("Archivo del agente cambiado", "File of the agent changed"),
    "agent_file.created": Words("Archivo del agente añadido", "File of the agent added"),
    "agent_file.deleted": Words("Archivo del agente eliminado", "File of the agent deleted"),
    "agent_file.replaced": Words("Archivo del agente reemplazado", "File of the agent replaced"),
    "business.deletion_began": Words("Borrado del negocio iniciado", "Deletion of the business begun"),
    "business.deletion_cancelled": Words("Borrado del negocio cancelado", "Deletion of the business cancelled"),
    "business.logo_changed": Words("Logotipo del negocio cambiado", "Logo of the business changed"),
    "business.updated": Words("Ajustes del negocio cambiados", "Business settings changed"),
    "contact.assigned": Words("Contacto asignado", "Contact assigned"),
    "contact.bot_changed": Words("Bot de un contacto cambiado", "Bot of a contact switched"),
    "contact.changed": Words("Contacto cambiado", "Contact changed"),
    "contact.created": Words("Contacto creado", "Contact created"),
    "contact.deleted": Words("Contacto eliminado", "Contact deleted"),
    "contact.merged": Words("Contactos unidos", "Contacts merged"),
    "contact.opted_out": Words("Contacto dado de baja por WhatsApp", "Contact opted out through WhatsApp"),
    "contact.unassigned": Words("Contacto sin asignar", "Contact unassigned"),
    "contact.unmerged": Words("Unión de contactos deshecha", "Merge of contacts undone"),
    "contact_field.changed": Words("Campo de contacto cambiado", "Contact field changed"),
    "contact_field.created": Words("Campo de contacto creado", "Contact field created"),
    "contact_field.deleted": Words("Campo de contacto eliminado", "Contact field deleted"),
    "contacts.archived": Words("Contactos archivados", "Contacts archived"),
    "contacts.assigned": Words("Contactos asignados", "Contacts assigned"),
    "contacts.export_started": Words("Exportación de contactos iniciada", "Export of contacts started"),
    "contacts.import_started": Words("Importación de contactos iniciada", "Import of contacts started"),
    "contacts.imported": Words("Contactos importados", "Contacts imported"),
    "contacts.tagged": Words("Contactos etiquetados", "Contacts tagged"),
    "contacts.unarchived": Words("Contactos desarchivados", "Contacts brought back"),
    "conversation.closed": Words("Conversación cerrada", "Conversation closed"),
    "conversation.reopened": Words("Conversación reabierta", "Conversation reopened"),
    "conversation.snoozed": Words("Conversación pospuesta", "Conversation snoozed"),
    "external_tool.changed": Words("Herramienta externa cambiada", "External tool changed"),
    "external_tool.created": Words("Herramienta externa creada", "External tool created"),
    "external_tool.deleted": Words("Herramienta externa eliminada", "External tool deleted"),
    "external_tool.tried": Words("Herramienta externa probada", "External tool tried"),
    "file.requested_again": Words("Archivo pedido otra vez", "File requested again"),
    "instance.app_secret_rotated": Words("Clave secreta de un número cambiada", "App secret of a number changed"),
    "instance.created": Words("Número conectado", "Number connected"),
    "instance.deleted": Words("Número eliminado", "Number deleted"),
    "instance.disabled": Words("Número desactivado", "Number disabled"),
    "instance.enabled": Words("Número activado", "Number enabled"),
    "instance.profile_changed": Words("Perfil de un número cambiado", "Profile of a number changed"),
    "instance.renamed": Words("Número renombrado", "Number renamed"),
    "instance.token_rotated": Words("Token de un número cambiado", "Access token of a number changed"),
    "invitation.created": Words("Invitación enviada", "Invitation sent"),
    "invitation.resent": Words("Invitación reenviada", "Invitation resent"),
    "invitation.revoked": Words("Invitación revocada", "Invitation revoked"),
    "key.created": Words("Clave de API creada", "API key created"),
    "key.revoked": Words("Clave de API revocada", "API key revoked"),
    "member.joined": Words("Persona unida al equipo", "Member joined"),
    "member.left": Words("Persona que dejó el equipo", "Member left"),
    "member.removed": Words("Persona quitada del equipo", "Member removed"),
    "member.role_changed": Words("Rol de una persona cambiado", "Role of a member changed"),
    "member.updated": Words("Turnos o ausencia de una persona cambiados", "Turns or absence of a member changed"),
    "message.given_up": Words("Mensaje abandonado", "Message given up"),
    "message.retried": Words("Mensaje reintentado", "Message retried"),
    "note.added": Words("Nota en una conversación", "Note in a conversation"),
    "note.deleted": Words("Nota eliminada", "Note deleted"),
    "note.rewritten": Words("Nota cambiada", "Note changed"),
    "note.written": Words("Nota sobre un contacto", "Note about a contact"),
    "reply.created": Words("Respuesta rápida creada", "Canned reply created"),
    "reply.deleted": Words("Respuesta rápida eliminada", "Canned reply deleted"),
    "reply.updated": Words("Respuesta rápida cambiada", "Canned reply changed"),
    "session.connecting": Words("Conexión de WhatsApp Web iniciada", "Connecting WhatsApp Web"),
    "session.logging_out": Words("Cierre de sesión de WhatsApp Web", "Logging out of WhatsApp Web"),
    "session.restarted": Words("Sesión de WhatsApp Web reiniciada", "WhatsApp Web session restarted"),
    "tag.changed": Words("Etiqueta cambiada", "Tag changed"),
    "tag.created": Words("Etiqueta creada", "Tag created"),
    "tag.deleted": Words("Etiqueta eliminada", "Tag deleted"),
    "template.changed": Words("Plantilla cambiada", "Template changed"),
    "template.created": Words("Plantilla creada", "Template created"),
    "template.deleted": Words("Plantilla eliminada", "Template deleted"),
    "template.submitted": Words("Plantilla enviada a revisión", "Template submitted"),
}
# fmt: on
