"""Small pictures of files: where they stand, and what they are."""

from typing import Final

THUMBNAIL_TYPE: Final = "image/jpeg"
THUMBNAIL_SIDE: Final = 320  # pixels, at most, of the longer side


def thumbnail_key(object_key: str) -> str:
    """Returns where the small picture of an object stands: one for all rows that name the object."""
    return f"{object_key}/thumb"
