"""Logos and avatars: brought by a link, judged by their content, shown to who knows the name, removed when replaced."""

import http.client
import io
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from PIL import Image

from recado.businesses import pictures
from recado.kernel.errors import NotFound
from recado.kernel.settings import settings
from recado.platform import storage
from tests.rigs.cast import assemble
from tests.rigs.invitations import invited
from tests.rigs.people import Person, Said, member, newcomer
from tests.rigs.product import Product

WHERE = ("me/avatar", "business/logo")


@pytest.fixture
def ana(product: Product) -> Person:
    return member(product)


def photo(kind: str = "JPEG", size: tuple[int, int] = (800, 400)) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    Image.new("RGB", size, "red").save(out, kind, exif=exif)
    return out.getvalue()


def brought(person: Person, where: str, data: bytes, mime_type: str = "image/jpeg") -> str:
    """The id of an upload whose file is there."""
    said = person.post(f"{where}/uploads", mime_type=mime_type, size=len(data))
    assert (said.status, said.body["method"]) == (201, "PUT"), said
    request = urllib.request.Request(said.body["url"], data, {"Content-Type": mime_type}, method="PUT")
    urllib.request.urlopen(request, timeout=30).close()
    return str(said.body["upload_id"])


def put(person: Person, where: str, upload_id: str) -> Said:
    return person.call("PUT", f"/v1/{where}", {"upload_id": upload_id})


def url_of(person: Person, where: str) -> Any:
    if where == "me/avatar":
        return person.call("GET", "/v1/me").body["avatar_url"]
    return person.call("GET", "/v1/business").body["logo_url"]


def shown(product: Product, url: str) -> Image.Image:
    """What a browser shows that knows nothing but the address."""
    assert url.startswith(f"{product.stack.url}/v1/pictures/")
    with urllib.request.urlopen(url, timeout=30) as answer:
        assert answer.headers["Content-Type"] == "image/webp"
        return Image.open(io.BytesIO(answer.read()))


def is_gone(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=30).close()
    except urllib.error.HTTPError as error:
        return error.code == 404
    return False


def swept(product: Product) -> None:
    product.admin("update loose_pictures set due_at = now() - interval '1 second' where due_at < now()")
    pictures.sweep()


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_made_small_without_what_else_it_carried(ana: Person, where: str, kind: str) -> None:
    assert url_of(ana, where) is None
    said = put(ana, where, brought(ana, where, photo(kind), f"image/{kind.lower()}"))
    assert (said.status, said.body["url"]) == (200, url_of(ana, where))
    picture = shown(ana.product, said.body["url"])
    side = 256 if where == "me/avatar" else 512
    assert (picture.format, picture.size) == ("WEBP", (side, side // 2))
    assert not picture.getexif()


def test_it_is_shown_wherever_the_person_or_business_is(product: Product) -> None:
    cast = assemble(product)
    owner = cast.people["OWNER"]
    logo = put(owner, "business/logo", brought(owner, "business/logo", photo())).body["url"]
    avatar = put(owner, "me/avatar", brought(owner, "me/avatar", photo())).body["url"]
    me = owner.call("GET", "/v1/me").body
    assert (me["avatar_url"], me["businesses"][0]["logo_url"]) == (avatar, logo)
    assert cast.people["ADVISOR"].call("GET", "/v1/business").body["logo_url"] == logo
    members = cast.people["ADVISOR"].call("GET", "/v1/team/members").body["items"]
    assert {each["avatar_url"] for each in members} == {avatar, None}
    person, _ = invited(cast)
    assert newcomer(product).post("invitations/preview", token=person.link("join")).body["logo_url"] == logo
    audit = [each["action"] for each in owner.call("GET", "/v1/audit").body["items"]]
    assert audit.count("business.logo_changed") == 1


@pytest.mark.parametrize("where", WHERE)
def test_what_is_replaced_or_removed_leaves_the_store(ana: Person, where: str) -> None:
    first = put(ana, where, brought(ana, where, photo())).body["url"]
    second = put(ana, where, brought(ana, where, photo("PNG"), "image/png")).body["url"]
    assert first != second
    swept(ana.product)
    assert is_gone(first)
    assert shown(ana.product, second).format == "WEBP"
    assert ana.call("DELETE", f"/v1/{where}").status == 204
    assert ana.call("DELETE", f"/v1/{where}").status == 204
    assert url_of(ana, where) is None
    swept(ana.product)
    assert is_gone(second)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image_unreadable"),
        (photo("GIF"), "image_unreadable"),
        (photo()[:300], "image_unreadable"),
        (photo("PNG", (6000, 6000)), "image_too_large"),
    ],
    ids=["svg", "gif", "cut", "bomb"],
)
def test_what_calls_itself_a_picture_and_is_none_is_refused(ana: Person, data: bytes, code: str) -> None:
    for where in WHERE:
        said = put(ana, where, brought(ana, where, data))
        assert (said.status, said.body["code"]) == (422, code)
        assert url_of(ana, where) is None


def test_what_is_too_large_or_of_another_type_gets_no_link(ana: Person) -> None:
    for where in WHERE:
        for wrong in ({"mime_type": "image/jpeg", "size": 1024 * 1024 + 1}, {"mime_type": "image/svg+xml", "size": 10}):
            assert ana.post(f"{where}/uploads", **wrong).status == 400


def test_the_size_is_looked_at_again_when_it_is_used(ana: Person) -> None:
    """Not every store that speaks S3 holds a link to its size."""
    upload = brought(ana, "me/avatar", photo())
    me = ana.call("GET", "/v1/me").body["id"]
    storage.put(settings().bucket_media, f"pictures/in/{me}/{upload}", bytes(1024 * 1024 + 1), "image/jpeg")
    assert put(ana, "me/avatar", upload).status == 400


def test_nobody_uses_what_another_brought_and_what_was_not_brought_is_said_so(product: Product, ana: Person) -> None:
    upload = brought(ana, "me/avatar", photo())
    bea = member(product)
    for person, where, each in (
        (bea, "me/avatar", upload),
        (bea, "business/logo", upload),
        (ana, "me/avatar", uuid4()),
    ):
        said = put(person, where, str(each))
        assert (said.status, said.body["code"]) == (409, "not_uploaded")


def test_what_was_brought_and_what_a_crash_left_unnamed_is_removed(ana: Person) -> None:
    upload = brought(ana, "me/avatar", photo())
    me = ana.call("GET", "/v1/me").body["id"]
    token = pictures.make(UUID(me), UUID(upload), 100)  # and then the process dies
    keys = [f"pictures/{token}", f"pictures/in/{me}/{upload}"]
    for key in keys:
        assert storage.head(settings().bucket_media, key)
    ana.product.admin("update loose_pictures set due_at = now() where object_key = any(%s)", (keys,))
    pictures.sweep()
    for key in keys:
        with pytest.raises(NotFound):
            storage.head(settings().bucket_media, key)


def test_a_name_nobody_gave_out_leads_nowhere(product: Product) -> None:
    assert is_gone(f"{product.stack.url}/v1/pictures/{'x' * 43}")
    where = urlsplit(product.stack.url)
    for bad in ("x", "x" * 44, "..%2f..%2fsecret" + "x" * 30):
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
        connection.request("GET", f"/v1/pictures/{bad}")
        assert connection.getresponse().status == 404
        connection.close()
