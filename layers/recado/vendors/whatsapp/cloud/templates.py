"""Message templates of an account at Meta (Meta, Business Management API, Message templates; Graph API, Uploads).

Every function raises GraphError, NotSent or Ambiguous (see errors.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from recado.vendors.whatsapp.cloud import graph
from recado.vendors.whatsapp.cloud.errors import Ambiguous
from recado.vendors.whatsapp.cloud.json_reading import Json, as_dict, as_id, as_list, as_str

SECONDS = 8.0
UPLOAD_SECONDS = 25.0
PAGE, MOST_PAGES = "100", 70  # an account has 6000 at most
FIELDS = "id,name,language,category,status,parameter_format,components,rejected_reason,quality_score"


@dataclass(frozen=True, slots=True)
class MetaTemplate:
    """A template as Meta has it. Statuses, categories and reasons are Meta's words."""

    id: str
    name: str
    language: str
    category: str
    status: str
    parameter_format: str
    components: list[Json]
    reason: str | None
    quality: str | None


@dataclass(frozen=True, slots=True)
class Submitted:
    """What Meta answers to a new template. It may put it into another category than asked for."""

    id: str
    status: str
    category: str | None


def create(access_token: str, account_id: str, body: Json) -> Submitted:
    """Submits a new template; `body` has name, language, category, parameter_format, components."""
    answer = _call("POST", _of_account(account_id), access_token, json=body)
    template_id = as_id(answer.get("id"))
    if template_id is None:
        raise Ambiguous("submitted without an id")
    return Submitted(template_id, as_str(answer.get("status")) or "PENDING", as_str(answer.get("category")))


def edit(access_token: str, template_id: str, body: Json) -> None:
    """Submits a template anew; `components` replace all there were."""
    _call("POST", graph.checked(template_id, "template id"), access_token, json=body)


def delete(access_token: str, account_id: str, name: str, template_id: str) -> None:
    """Deletes one language of a template."""
    _call("DELETE", _of_account(account_id), access_token, params={"name": name, "hsm_id": template_id})


def listing(access_token: str, account_id: str) -> Iterator[MetaTemplate]:
    """Every template of the account, page by page."""
    params = {"fields": FIELDS, "limit": PAGE}
    for _ in range(MOST_PAGES):
        answer = _call("GET", _of_account(account_id), access_token, params=params)
        yield from (read for node in as_list(answer.get("data")) if (read := _read(as_dict(node))))
        paging = as_dict(answer.get("paging"))
        after = as_str(as_dict(paging.get("cursors")).get("after"))
        if not paging.get("next") or not after:
            return
        params["after"] = after
    raise Ambiguous("more templates than an account can have")


def upload_example(access_token: str, app_id: str, data: bytes, mime_type: str, filename: str) -> str:
    """Returns the handle of a sample file for a media header (Meta, Resumable Upload API)."""
    params = {"file_name": filename, "file_length": str(len(data)), "file_type": mime_type}
    answer = _call("POST", f"{graph.checked(app_id, 'app id')}/uploads", access_token, params=params)
    session = as_str(answer.get("id")) or ""
    if not session.startswith("upload:"):
        raise Ambiguous("an upload without a session")
    headers = {"Authorization": f"OAuth {access_token}", "file_offset": "0"}
    answer = graph.call("POST", session, headers, content=data, seconds=UPLOAD_SECONDS)
    handle = as_str(answer.get("h"))
    if handle is None:
        raise Ambiguous("uploaded without a handle")
    return handle


def _read(node: Json) -> MetaTemplate | None:
    template_id, name, language = as_id(node.get("id")), as_str(node.get("name")), as_str(node.get("language"))
    if template_id is None or name is None or language is None:
        return None
    reason = as_str(node.get("rejected_reason"))
    return MetaTemplate(
        id=template_id,
        name=name,
        language=language,
        category=as_str(node.get("category")) or "UTILITY",
        status=as_str(node.get("status")) or "PENDING",
        parameter_format=as_str(node.get("parameter_format")) or "POSITIONAL",
        components=[as_dict(part) for part in as_list(node.get("components"))],
        reason=None if reason in (None, "NONE") else reason,
        quality=as_str(as_dict(node.get("quality_score")).get("score")),
    )


def _of_account(account_id: str) -> str:
    return f"{graph.checked(account_id, 'account id')}/message_templates"


def _call(method: str, path: str, access_token: str, **request: Any) -> Json:
    return graph.call(method, path, graph.authorization(access_token), seconds=SECONDS, **request)
