"""Choices that several shapes share: each a component of its own, so that a generated client has one type for it."""

from typing import Any, get_args

from recado.accounts.model import Role
from recado.activity.model import ActorKind, Severity
from recado.agent.bench.model import BenchConfig, BenchState
from recado.agent.configs.model import ConfigState
from recado.agent.evals.cases import HandoverState, StepKind
from recado.agent.evals.checks import RuleName
from recado.agent.evals.comparing import CaseChange
from recado.agent.evals.model import CaseSource, RunState, TrialState
from recado.agent.inspecting import FaultKind, LookOutcome, ReviewOutcome, WrongKind
from recado.agent.lessons.model import LessonOrigin, LessonState
from recado.agent.memory.model import MemoryKind, MemorySource
from recado.agent.model import ToolCallState, TurnState
from recado.agent.sandbox.model import SaidAs
from recado.alerts.model import Alert
from recado.businesses.model import AgentVersion, Objective, UnderstandMedia
from recado.catalog.model import ProductsShown, StockShown
from recado.crm.cards import Archived, FieldSource, FieldType
from recado.crm.model import FileState
from recado.instances.model import Provider, SessionState, State
from recado.kernel.words import Language
from recado.knowledge.model import FileTextState
from recado.messaging.contents import MessageAuthor, MessageKind, MessageStatus
from recado.messaging.model import ConversationState, Direction, HandoverReason, MediaTextKind, MediaTextState
from recado.templates.components import TemplateQuality, TemplateStatus
from recado.templates.model import Category, ParameterFormat
from recado.vendors.llm.model import Effort

Json = dict[str, Any]
REF = "#/components/schemas/{name}"
NAMES: dict[tuple[str, ...], str] = {
    get_args(choices): name
    for name, choices in {
        "ActorKind": ActorKind,
        "AgentConfigState": ConfigState,
        "AgentVersion": AgentVersion,
        "Alert": Alert,
        "Archived": Archived,
        "BenchConfig": BenchConfig,
        "BenchState": BenchState,
        "ContactFieldSource": FieldSource,
        "ContactFieldType": FieldType,
        "ContactFileState": FileState,
        "CaseMessageKind": SaidAs,
        "ConversationState": ConversationState,
        "Direction": Direction,
        "Effort": Effort,
        "EvalCaseChange": CaseChange,
        "EvalCaseSource": CaseSource,
        "EvalCaseStepKind": StepKind,
        "EvalRule": RuleName,
        "EvalRunState": RunState,
        "EvalTrialState": TrialState,
        "FaultKind": FaultKind,
        "FileTextState": FileTextState,
        "HandoverReason": HandoverReason,
        "ExpectedHandoverState": HandoverState,
        "InstanceState": State,
        "Language": Language,
        "LessonOrigin": LessonOrigin,
        "LessonState": LessonState,
        "LookOutcome": LookOutcome,
        "MediaTextKind": MediaTextKind,
        "MediaTextState": MediaTextState,
        "MemoryKind": MemoryKind,
        "MemorySource": MemorySource,
        "MessageAuthor": MessageAuthor,
        "MessageKind": MessageKind,
        "MessageStatus": MessageStatus,
        "Objective": Objective,
        "ParameterFormat": ParameterFormat,
        "ProductsShown": ProductsShown,
        "Provider": Provider,
        "ReviewOutcome": ReviewOutcome,
        "Role": Role,
        "Severity": Severity,
        "StockShown": StockShown,
        "TemplateCategory": Category,
        "TemplateQuality": TemplateQuality,
        "TemplateStatus": TemplateStatus,
        "ToolCallState": ToolCallState,
        "TurnState": TurnState,
        "UnderstandMedia": UnderstandMedia,
        "WrongKind": WrongKind,
        "WebSessionState": SessionState,
    }.items()
}


def name_enums(document: Json) -> Json:
    """Returns the document with these choices as components, wherever a shape or parameter has them in line."""
    used: set[tuple[str, ...]] = set()
    named: Json = {key: value if key == "components" else _named(value, used) for key, value in document.items()}
    components = document["components"]
    schemas = _named(components["schemas"], used)
    enums = {NAMES[choices]: {"type": "string", "enum": list(choices)} for choices in used}
    named["components"] = {**components, "schemas": dict(sorted({**schemas, **enums}.items()))}
    return named


def _named(value: Any, used: set[tuple[str, ...]]) -> Any:
    if isinstance(value, list):
        return [_named(each, used) for each in value]
    if not isinstance(value, dict):
        return value
    enum = value.get("enum")
    if isinstance(enum, list) and tuple(enum) in NAMES:
        used.add(tuple(enum))
        rest = {key: each for key, each in value.items() if key in {"default", "description"}}
        return {"$ref": REF.format(name=NAMES[tuple(enum)]), **rest}
    return {key: each if key == "examples" else _named(each, used) for key, each in value.items()}
