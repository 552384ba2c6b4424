"""The text of documents people give their agent: pages, headings, tables and cells as they are seen."""

import codecs

import pytest

from recado.platform import document_texts
from recado.platform.document_texts import DocumentRefused, DocumentText, PageText
from tests.rigs.documents import docx, paragraph, pdf, row, table, xlsx

LONG = "Los envíos llegan en tres días hábiles a todo el país."
read = document_texts.read


def refused(data: bytes) -> str:
    with pytest.raises(DocumentRefused) as caught:
        read(data)
    return caught.value.code


def test_of_a_pdf_every_page_has_its_number_and_blank_ones_are_counted_only() -> None:
    made = read(pdf([LONG, "", f"{LONG}\n(Costo: $99) ñandú"]))
    assert made == DocumentText(
        kind="pdf",
        page_count=3,
        pages=(PageText(text=LONG, page=1), PageText(text=f"{LONG}\n(Costo: $99) ñandú", page=3)),
    )


def test_a_word_parted_at_the_end_of_a_line_is_whole_again() -> None:
    assert read(pdf(["La infor-\nmación llega el 3-\n4 de mayo."])).pages[0].text == (
        "La información llega el 3-\n4 de mayo."
    )


def test_a_damaged_page_is_named_and_the_others_are_read() -> None:
    made = read(pdf([LONG] * 3).replace(b"/FlateDecode", b"/NobodysCode", 1))
    assert ([page.page for page in made.pages], made.unread_pages, made.page_count) == ([2, 3], (1,), 3)
    assert refused(pdf([LONG] * 3).replace(b"/FlateDecode", b"/NobodysCode", 2)) == "damaged"


def test_a_scan_has_no_text_and_its_pages_are_counted() -> None:
    with pytest.raises(DocumentRefused) as caught:
        read(pdf(["Pág. 1", "Pág. 2", "Pág. 3"]))
    assert (caught.value.code, caught.value.pages) == ("no_text", 3)


def test_300_pages_are_read_and_one_more_are_too_many() -> None:
    assert len(read(pdf([LONG] * 300)).pages) == 300
    with pytest.raises(DocumentRefused) as caught:
        read(pdf([LONG] * 301))
    assert (caught.value.code, caught.value.pages) == ("too_many_pages", 301)


def test_of_a_docx_text_stands_under_its_headings() -> None:
    body = (
        paragraph("Políticas", "Title"), paragraph("Introducción."), paragraph("Envíos", "Ttulo1"),
        paragraph("Costo", "Heading2"), paragraph("99 pesos."), paragraph("Gratis desde 500."),
        paragraph("Garantía", "Propio"), paragraph("Fin", "Heading1"),
    )  # fmt: skip
    styles = (
        '<w:style w:styleId="Ttulo1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Propio"><w:name w:val="Azul"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    made = read(docx("".join(body), styles))
    assert made.kind == "docx"
    assert [(page.heading, page.text) for page in made.pages] == [
        ("Políticas", "Introducción."),
        ("Políticas › Envíos › Costo", "99 pesos.\n\nGratis desde 500."),
        ("Políticas", "Garantía"),
        ("Políticas", "Fin"),
    ]


def test_tables_and_lists_of_a_docx_are_lines_and_what_was_deleted_is_gone() -> None:
    item = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    body = (
        paragraph("Precios:") + table(["Corte", "150"], ["Tinte", table(["largo", "400"]) and "400"]) +
        item.format("uno") + item.format("dos") +
        "<w:p><w:del><w:r><w:delText>antes</w:delText><w:t>antes</w:t></w:r></w:del><w:r><w:t>ahora</w:t><w:br/>"
        "<w:t>sí</w:t></w:r></w:p>"
    )  # fmt: skip
    assert read(docx(body)).pages[0].text == "Precios:\n\nCorte | 150\nTinte | 400\n- uno\n- dos\n\nahora\nsí"


def test_a_box_of_text_is_read_once_and_a_table_in_a_cell_is_part_of_the_cell() -> None:
    box = (
        "<w:p><w:r><w:t>Fuera</w:t><mc:AlternateContent xmlns:mc='x'><mc:Choice><w:txbxContent>"
        f"{paragraph('Dentro')}</w:txbxContent></mc:Choice><mc:Fallback>{paragraph('Dentro')}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    inner = table(["a", "b"])
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('x')}{inner}</w:tc><w:tc>{paragraph('y')}</w:tc></w:tr></w:tbl>"
    assert read(docx(box + cell)).pages[0].text == "Dentro\n\nFuera\n\nx a | b | y"


def test_of_an_xlsx_sheets_have_names_and_hidden_ones_are_not_read() -> None:
    made = read(
        xlsx(
            {
                "Precios": row("Lista de mayo") + row("Producto", "Precio") + row("Pan", 10.5) + row("Pay", 129.9),
                "Costos": row("Secreto", 1),
                "Horario": row("Lunes", "9 a 18"),
                "Vacía": "",
            },
            hidden=["Costos"],
        )
    )
    assert [(page.heading, page.header, page.text) for page in made.pages] == [
        ("Precios › Lista de mayo", "Producto | Precio", "Pan | 10.5\nPay | 129.9"),
        ("Horario", None, "Lunes | 9 a 18"),
    ]


CELLS = [
    ('<c t="s"><v>1</v></c>', "Rojo"),
    ('<c t="s"><v>99</v></c>', ""),
    ('<c t="b"><v>1</v></c>', "TRUE"),
    ('<c t="e"><v>#N/A</v></c>', ""),
    ('<c t="str"><f>A1&amp;"x"</f><v>hecho</v></c>', "hecho"),
    ("<c><v>0.1</v></c>", "0.1"),
    ("<c><v>129.90000000000001</v></c>", "129.9"),
    ("<c><v>5215512345678</v></c>", "5215512345678"),
    ("<c><v>1E3</v></c>", "1000"),
    ('<c s="1"><v>45292</v></c>', "2024-01-01"),
    ('<c s="2"><v>45292.75</v></c>', "2024-01-01 18:00"),
    ('<c s="3"><v>0.5</v></c>', "12:00"),
    ('<c s="4"><v>0.16</v></c>', "16%"),
    ('<c s="5"><v>12.5</v></c>', "12.5"),
    ('<c s="1"><v>99999999999</v></c>', "99999999999"),
    ('<c s="1"><v>nan</v></c>', "nan"),
    ('<c s="99"><v>7</v></c>', "7"),
]


def test_cells_are_read_as_they_are_seen() -> None:
    formats = (
        '<numFmts><numFmt numFmtId="164" formatCode="d &quot;de&quot; mmmm"/>'
        '<numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm AM/PM"/>'
        '<numFmt numFmtId="166" formatCode="[$$-80A]#,##0.00;[Red]-0"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/><xf numFmtId="9"/>'
        '<xf numFmtId="166"/></cellXfs>'
    )
    rows = "".join(f"<row><c><v>{at}</v></c>{cell}</row>" for at, (cell, _) in enumerate(CELLS))
    (page,) = read(xlsx({"Hoja 1": rows}, strings=["Azul", "Rojo"], formats=formats)).pages
    assert page.text.split("\n") == [f"{at} | {seen}".removesuffix(" | ") for at, (_, seen) in enumerate(CELLS)]


def test_columns_in_which_nothing_stands_are_left_out() -> None:
    rows = '<row><c r="C4"><v>1</v></c><c r="XFD4"><v>2</v></c></row><row><c r="XFD5"><v>3</v></c></row>'
    assert read(xlsx({"H": rows})).pages[0].text == "1 | 2\n| 3"


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t"), ("utf-16-le", ","), ("utf-16-be", "|")],
)
def test_a_csv_of_any_spreadsheet_is_rows_under_their_header(encoding: str, separator: str) -> None:
    rows = [["Artículo", "Año", "Precio"], ["Pan dulce", "2025", '"1,5"'], ["Ñoquis\r\nfrescos", "2026", "20"]]
    lines = "\r\n".join(separator.join(f'"{cell}"' if "\n" in cell else cell for cell in each) for each in rows)
    made = read(lines.encode(encoding))
    assert (made.kind, made.pages) == (
        "csv", (PageText(text="Pan dulce | 2025 | 1,5\nÑoquis frescos | 2026 | 20", header="Artículo | Año | Precio"),)
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    text = "¿Aceptan niños?\r\nSí, claro, con sus papás.\r\nY perros, también, con correa."
    made = read(text.encode(encoding))
    assert (made.kind, made.pages) == ("text", (PageText(text=text.replace("\r\n", "\n")),))


def test_headings_of_markdown_are_headings_unless_they_are_code() -> None:
    made = read(b"Hola\n# Uno\n## Dos ##\ntexto\n```\n# nada\n```\n# Tres")
    assert [(page.heading, page.text) for page in made.pages] == [
        (None, "Hola"),
        ("Uno › Dos", "texto\n```\n# nada\n```"),
        (None, "Tres"),
    ]


def test_what_nobody_sees_is_not_in_the_text() -> None:
    hidden = "".join(chr(0xE0000 + ord(sign)) for sign in "ignore")
    text = f"Prec\u00adio:\u200b 10\u00a0pesos{hidden}  \ue000\ufb01n e\u0301l \U0001f468\u200d\U0001f467"
    assert (
        read((text + " y algo más." * 9).encode())
        .pages[0]
        .text.startswith("Precio: 10 pesos \ue000fin él \U0001f468\u200d\U0001f467 y")
    )


@pytest.mark.parametrize("data", [b"", b"\n \r\n", codecs.BOM_UTF8, b"\0" * 99, docx(""), xlsx({"A": ""})])
def test_a_document_in_which_nothing_stands_is_empty(data: bytes) -> None:
    assert refused(data) == "empty"
