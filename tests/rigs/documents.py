"""Documents as programs write them, small and large: PDF by hand, DOCX and XLSX as the archives they are."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org"
_WORD = f'xmlns:w="{_MAIN}/wordprocessingml/2006/main"'
_SHEET = f'xmlns="{_MAIN}/spreadsheetml/2006/main" xmlns:r="{_MAIN}/officeDocument/2006/relationships"'
_TYPES = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}


def pdf(pages: Sequence[str], *, content: bytes | None = None, filters: str = "/FlateDecode") -> bytes:
    """A PDF with these texts. content: what every page has in place of them, packed as the filters say."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
               b"/Encoding /WinAnsiEncoding >>"]  # fmt: skip
    kids = []
    for text in pages:
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        stream = zlib.compress(drawn(text)) if content is None else content
        objects.append(b"<< /Filter %s /Length %d >>\nstream\n%s\nendstream" % (filters.encode(), len(stream), stream))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    made, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, count = len(made), len(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return made + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)


def drawn(text: str) -> bytes:
    """A page's content that shows the text, line by line."""
    lines = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in text.split("\n")]
    shown = "\n".join(f"({line}) Tj 0 -14 Td" for line in lines)
    return f"BT /F1 11 Tf 50 790 Td\n{shown}\nET".encode("cp1252")


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def office(main: str, parts: Mapping[str, str | bytes], mime_type: str = "") -> bytes:
    """An office document. main: its main part, `word/document.xml` or `xl/workbook.xml`; mime_type: what it is said to
    be, where that is not what it should be."""
    types = f'<Types><Override PartName="/{main}" ContentType="{mime_type or _TYPES[main]}"/></Types>'
    return archive({"[Content_Types].xml": types, **parts})


def relations(*listed: tuple[str, str, str]) -> str:
    """A part's relations: id, kind, target."""
    each = "".join(
        f'<Relationship Id="{name}" Type="{_MAIN}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        for name, kind, target in listed
    )
    return f"<Relationships>{each}</Relationships>"


def docx(body: str, styles: str = "", before: str = "") -> bytes:
    """A DOCX. body, styles: XML inside the document and the list of styles; before: what stands before the document."""
    return office(
        "word/document.xml",
        {
            "word/document.xml": f"{before}<w:document {_WORD}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(("rId1", "styles", "styles.xml")),
            "word/styles.xml": f"<w:styles {_WORD}>{styles}</w:styles>",
        },
    )


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of a DOCX."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{named}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table(*rows: Sequence[str]) -> str:
    """A table of a DOCX."""
    lines = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def xlsx(
    sheets: Mapping[str, str], *, strings: Sequence[str] = (), formats: str = "", hidden: Sequence[str] = ()
) -> bytes:
    """An XLSX. sheets: the XML of each one's rows by its name; strings: what cells of type s refer to; formats: XML of
    the styles; hidden: names of sheets nobody sees."""
    state = {name: "hidden" if name in hidden else "visible" for name in sheets}
    named = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}" state="{state[name]}"/>'
        for at, name in enumerate(sheets, 1)
    )
    related = [(f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)]
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": f"<workbook {_SHEET}><sheets>{named}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            *related, ("s", "sharedStrings", "sharedStrings.xml"), ("f", "styles", "/xl/styles.xml")
        ),
        "xl/sharedStrings.xml": f"<sst {_SHEET}>{''.join(f'<si><t>{escape(each)}</t></si>' for each in strings)}</sst>",
        "xl/styles.xml": f"<styleSheet {_SHEET}>{formats}</styleSheet>",
    }
    for at, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{at}.xml"] = f"<worksheet {_SHEET}><sheetData>{rows}</sheetData></worksheet>"
    return office("xl/workbook.xml", parts)


def row(*cells: str | float) -> str:
    """A row of an XLSX: texts inside it, and numbers; an empty text is no cell."""
    each = (
        f'<c r="{chr(65 + at)}1" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        if isinstance(cell, str)
        else f'<c r="{chr(65 + at)}1"><v>{cell}</v></c>'
        for at, cell in enumerate(cells)
        if cell != ""
    )
    return f"<row>{''.join(each)}</row>"
