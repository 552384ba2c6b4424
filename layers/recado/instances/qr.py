"""QR codes as images."""

import segno


def svg(text: str) -> str:
    """Returns the text as a QR: an SVG in a data URI."""
    return str(segno.make(text, error="l", micro=False).svg_data_uri(scale=4, border=4, light="#fff"))
