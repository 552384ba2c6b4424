"""What each route asks of its caller: a role in the business, or an API key with a scope."""

from dataclasses import dataclass
from enum import Enum

from recado.accounts.admission import Caller
from recado.accounts.model import EmailNotVerified, Role
from recado.kernel.errors import Forbidden
from recado.kernel.words import Words
from recado.plans.model import Suspended

_RANK: dict[Role, int] = {"ADVISOR": 1, "ADMIN": 2, "OWNER": 3}

ADMINISTRATORS_ONLY = Words(
    "esto es para los administradores de la plataforma", "this is for the platform's administrators"
)
NO_BUSINESS = Words("esto requiere un negocio al que pertenezcas", "this needs a business you belong to")
KEYS_ONLY = Words("esto lo hacen solo las claves de API", "only API keys may do this")
NO_KEYS = Words("las claves de API no pueden hacer esto", "API keys may not do this")


class SecondFactorRequired(Forbidden):
    """This needs a second factor: switch it on, or log in again with it."""

    code = "second_factor_required"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may call. role: the least one, for people. scope: what an API key needs; None: keys may not.

    With neither, any person with a session may; keys_only: any key, and no person. verified: a person's address must be
    confirmed. when_suspended: what is open also for a business that is not in service; reading always is.
    """

    name: str
    role: Role | None = None
    scope: str | None = None
    keys_only: bool = False
    verified: bool = False
    public: bool = False
    platform: bool = False
    when_suspended: bool = False


class Permission(Enum):
    """Every permission there is."""

    PUBLIC = Rule("public", public=True)
    SIGNED_IN = Rule("signed in")
    PLATFORM = Rule("super admin", platform=True)
    BUSINESS_FOUND = Rule("open another business", verified=True)
    BUSINESS_READ = Rule("read the business", "ADVISOR", "business:read")
    BUSINESS_WRITE = Rule("change the business", "ADMIN", "business:write")
    BUSINESS_DELETE = Rule("delete the business", "OWNER", when_suspended=True)
    TEAM_READ = Rule("see the team", "ADVISOR", "team:read")
    TEAM_WRITE = Rule("change the team", "ADMIN", "team:write", when_suspended=True)  # whoever leaves must be removed
    TEAM_INVITE = Rule("invite people", "ADMIN", "team:write", verified=True)
    TEAM_SELF = Rule("change oneself in the team", "ADVISOR")
    KEYS = Rule("manage API keys", "ADMIN", verified=True, when_suspended=True)
    KEY_ITSELF = Rule("ask about the API key in use", keys_only=True)
    AUDIT_READ = Rule("read the audit trail", "ADMIN", "audit:read")
    INSTANCES_READ = Rule("see WhatsApp numbers", "ADVISOR", "instances:read")
    INSTANCES_WRITE = Rule("change WhatsApp numbers", "ADMIN", "instances:write", verified=True)
    TEMPLATES_READ = Rule("see templates", "ADVISOR", "templates:read")
    TEMPLATES_WRITE = Rule("change templates", "ADMIN", "templates:write")
    CONTACTS_READ = Rule("see contacts", "ADVISOR", "contacts:read")
    CONTACTS_WRITE = Rule("change contacts", "ADVISOR", "contacts:write")
    CONTACTS_MANAGE = Rule(
        "delete, merge, import and export contacts, define tags and fields", "ADMIN", "contacts:manage",
        when_suspended=True,
    )  # fmt: skip
    MESSAGES_READ = Rule("see conversations", "ADVISOR", "messages:read")
    FILES_READ = Rule("see files", "ADVISOR", "messages:read", when_suspended=True)  # many at once, by POST
    MESSAGES_SEND = Rule("write to customers", "ADVISOR", "messages:send")
    REPORTS_READ = Rule("see reports", "ADMIN", "reports:read")
    AGENT_READ = Rule("see what the agent is given", "ADMIN", "agent:read")
    AGENT_WRITE = Rule("change what the agent is given", "ADMIN", "agent:write", verified=True)
    CATALOG_READ = Rule("see products", "ADVISOR", "catalog:read")
    CATALOG_WRITE = Rule("change products", "ADMIN", "catalog:write")
    REPLIES_WRITE = Rule("change canned replies", "ADMIN", "replies:write")

    @property
    def rule(self) -> Rule:
        return self.value

    def check(self, caller: Caller, *, writes: bool = False) -> None:
        """Raises Forbidden, saying what is missing, when this caller may not; SecondFactorRequired for a super admin
        who logged in without one; Suspended when something is to be changed in a business that is not in service."""
        if reason := self._missing(caller):
            raise Forbidden(reason)
        if self.rule.platform and not caller.second_factor:
            raise SecondFactorRequired
        if self.rule.verified and caller.user_id and not caller.email_verified:
            raise EmailNotVerified
        if writes and self.rule.role and not (caller.in_service or self.rule.when_suspended):
            raise Suspended

    def allows(self, caller: Caller) -> bool:
        """Returns whether the caller has the role or scope for it."""
        return self._missing(caller) is None

    def _missing(self, caller: Caller) -> Words | None:
        """Returns what is to be said to who may not, None to who may."""
        rule = self.rule
        if rule.public:
            return None
        if rule.keys_only:
            return None if caller.key_id else KEYS_ONLY
        if caller.key_id:
            return None if rule.scope in caller.scopes else self._needs_of_a_key()
        return self._missing_of_a_person(caller)

    def _missing_of_a_person(self, caller: Caller) -> Words | None:
        rule = self.rule
        if rule.platform:
            return None if caller.super_admin else ADMINISTRATORS_ONLY
        if rule.role is None:
            return None
        if caller.role is None:
            return NO_BUSINESS
        needed = Words(f"esto requiere el rol {rule.role}", f"this needs the role {rule.role}")
        return None if _RANK[caller.role] >= _RANK[rule.role] else needed

    def _needs_of_a_key(self) -> Words:
        scope = self.rule.scope
        if scope is None:
            return NO_KEYS
        return Words(f"la clave de API necesita el permiso {scope}", f"the API key needs the scope {scope}")


SCOPES = tuple(sorted({p.rule.scope for p in Permission if p.rule.scope}))


def scopes_of(caller: Caller) -> frozenset[str]:
    """Returns what this person may do, as scopes: the most that a key they make may be given."""
    allowed = (p.rule for p in Permission if p.rule.role and caller.role and _RANK[caller.role] >= _RANK[p.rule.role])
    return frozenset(rule.scope for rule in allowed if rule.scope)
