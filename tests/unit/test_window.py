"""The 24-hour window."""

from datetime import timedelta

import pytest

from recado.kernel.clock import now
from recado.sending import window
from recado.vendors.whatsapp.contents import Content, TemplateContent, TextContent

MOMENT = now()
TEXT, TEMPLATE = TextContent(body="hola"), TemplateContent(name="hola", language="es")


@pytest.mark.parametrize(
    ("content", "left", "may"),
    [
        (TEXT, timedelta(seconds=1), True),
        (TEXT, timedelta(0), False),
        (TEXT, None, False),
        (TEMPLATE, timedelta(0), True),
        (TEMPLATE, None, True),
    ],
)
def test_free_text_goes_while_the_window_is_open_and_a_template_always(
    content: Content, left: timedelta | None, may: bool
) -> None:
    assert window.may_send(content, None if left is None else MOMENT + left, MOMENT) is may
