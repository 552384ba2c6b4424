"""A document's text in chunks: all of it, in order, none too long, each saying where it stands."""

import re
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.knowledge.chunks import ABOUT, MOST, MOST_HEADER, OVERLAP, WHOLE, embedded_as, split
from recado.knowledge.model import REFUSALS, Chunk
from recado.platform.document_texts import PageText, Reason

WORDS = st.text("abcñé", min_size=1, max_size=12) | st.text("xy", min_size=1500, max_size=4000)
ENDS = st.sampled_from([" ", " ", " ", ". ", "? ", "\n", ".\n", "\n\n", ", "])
PROSE = st.lists(st.tuples(WORDS, ENDS), min_size=1, max_size=600).map(lambda parts: "".join(map("".join, parts)))
HEADINGS = st.none() | st.sampled_from(["Envíos", "Garantía"])


@st.composite
def documents(draw: st.DrawFn) -> list[PageText]:
    """Pages of prose, numbered as those of a PDF or not at all."""
    texts = draw(st.lists(PROSE, min_size=1, max_size=4))
    numbered = draw(st.booleans())
    return [
        PageText(text=text, page=at if numbered else None, heading=draw(HEADINGS)) for at, text in enumerate(texts, 1)
    ]


@st.composite
def tables(draw: st.DrawFn) -> PageText:
    rows = draw(st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" | ".join), min_size=1, max_size=200))
    header = draw(st.sampled_from(["Producto | Precio", "Nombre | " * 90 + "Fin"]))
    return PageText(text="\n".join(rows), heading="Hoja", header=header)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def check_shape(chunks: list[Chunk]) -> None:
    assert [chunk.position for chunk in chunks] == list(range(len(chunks)))
    for chunk in chunks:
        assert 0 < len(chunk.text) <= MOST
        assert chunk.text == chunk.text.strip()


@given(documents())
def test_nothing_is_lost_and_the_order_is_kept(pages: list[PageText]) -> None:
    chunks = split(pages)
    check_shape(chunks)
    whole = squeezed("".join(page.text for page in pages))
    covered = 0
    for chunk in chunks:
        text = squeezed(chunk.text)
        # It begins where the one before ended, or as far before that as chunks may overlap.
        begins = [at for at in range(max(0, covered - OVERLAP), covered + 1) if whole.startswith(text, at)]
        assert begins
        covered = max(covered, begins[-1] + len(text))
    assert covered == len(whole)


@given(documents())
def test_the_same_text_is_always_cut_in_the_same_way(pages: list[PageText]) -> None:
    assert split(pages) == split([PageText.model_validate_json(page.model_dump_json()) for page in pages])


@given(documents())
def test_a_chunk_stands_on_the_page_and_under_the_heading_it_begins_with(pages: list[PageText]) -> None:
    chunks = split(pages)
    if pages[0].page is None:
        assert {chunk.page for chunk in chunks} == {None}
        return
    for page in pages:
        of_page = [chunk for chunk in chunks if chunk.page == page.page]
        assert {chunk.heading for chunk in of_page} == {page.heading}
        assert all(squeezed(chunk.text[:40]) in squeezed(page.text) for chunk in of_page[:-1])
        beginning = squeezed(page.text)[:40]
        assert squeezed(of_page[0].text).startswith(beginning)


@given(tables())
def test_every_chunk_of_a_table_has_the_header_and_every_row_is_in_one(table: PageText) -> None:
    chunks = split([table])
    check_shape(chunks)
    assert table.header is not None
    repeated = table.header[:MOST_HEADER].strip()
    below = []
    for chunk in chunks:
        assert chunk.text.startswith(repeated + "\n")
        below.append(chunk.text.removeprefix(repeated))
    rows = table.text if repeated == table.header else f"{table.header}\n{table.text}"
    assert squeezed("".join(below)) == squeezed(rows), "in order, and none twice"


def sentences(count: int) -> str:
    return " ".join(f"La frase número {at} dice algo de los envíos a todo el país." for at in range(count))


def test_a_chunk_ends_with_a_sentence_and_begins_with_some_of_the_last_ones() -> None:
    chunks = split([PageText(text=sentences(200))])
    assert all(chunk.text.endswith("país.") and chunk.text.startswith("La frase") for chunk in chunks)
    assert all(ABOUT - 100 < len(chunk.text) <= ABOUT for chunk in chunks[:-1])
    assert WHOLE - ABOUT <= len(chunks[-1].text) <= WHOLE
    for before, after in pairwise(chunks):
        assert after.text[: after.text.index("país.") + 5] in before.text[-OVERLAP:]
    assert sum(len(chunk.text) for chunk in chunks) / len(sentences(200)) < 1.2


def test_a_blank_line_is_a_better_place_to_cut_than_any_sentence() -> None:
    first, second = sentences(13), sentences(14)
    chunks = split([PageText(text=f"{first}\n\n{second}")])
    assert chunks[0].text == first
    assert chunks[1].text.endswith(second)


def test_what_fits_is_one_chunk_and_pages_are_not_packed_together() -> None:
    pages = [PageText(text="Corto.", page=1), PageText(text="Otro.", page=3)]
    assert split(pages) == [Chunk(0, 1, None, "Corto."), Chunk(1, 3, None, "Otro.")]


def test_a_sentence_that_runs_over_to_the_next_page_is_whole_where_it_begins() -> None:
    pages = [PageText(text="El envío a domicilio cuesta", page=4), PageText(text="99 pesos. Tarda 3 días.", page=5)]
    assert [(chunk.page, chunk.text) for chunk in split(pages)] == [
        (4, "El envío a domicilio cuesta\n99 pesos."),
        (5, "99 pesos. Tarda 3 días."),
    ]
    apart = [pages[0], PageText(text="99 pesos.", page=5, heading="Otra cosa")]
    assert split(apart)[0].text == pages[0].text


def test_an_address_longer_than_a_chunk_should_be_stays_whole_as_long_as_it_can() -> None:
    address = "https://example.com/" + "a" * 1400
    assert address in [chunk.text for chunk in split([PageText(text=f"{address} {sentences(20)}")])]
    assert [len(chunk.text) for chunk in split([PageText(text="a" * 4000)])] == [1600, 1600, 800]


def test_a_table_of_nothing_but_its_header_or_spaces_is_a_chunk_or_none() -> None:
    assert [chunk.text for chunk in split([PageText(text=" ", header="A | B")])] == ["A | B"]
    assert split([PageText(text=" \n ")]) == []
    assert split([]) == []


def test_the_meaning_of_a_chunk_is_taken_together_with_title_and_heading() -> None:
    assert embedded_as("Políticas", Chunk(0, 2, "Garantía › Plazos", "Un año.")) == (
        "Políticas · Garantía › Plazos\nUn año."
    )
    assert embedded_as("Políticas", Chunk(0, None, None, "Un año.")) == "Políticas\nUn año."


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_for_a_refusal_has_words_in_both_languages(reason: Reason) -> None:
    words = REFUSALS[reason]
    assert words.es.endswith(".")
    assert words.en.endswith(".")
    assert words.es != words.en
