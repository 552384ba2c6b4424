"""The demo's files are what they say they are."""

import filetype

from infra.local.demo import samples


def test_the_voice_note_is_recognised_as_ogg() -> None:
    assert filetype.guess(samples.voice_note()).mime == "audio/ogg"


def test_the_picture_is_recognised_as_png() -> None:
    assert filetype.guess(samples.picture()).mime == "image/png"


def test_other_seeds_give_other_files() -> None:
    assert samples.voice_note(serial=1) != samples.voice_note(serial=2)
    assert samples.picture(seed=1) != samples.picture(seed=2)
