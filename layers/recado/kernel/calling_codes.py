"""Calling codes of the world (ITU E.164) and how many digits the fixed and mobile numbers under each have.

Held against libphonenumber by a test. Numbers of no country (satellites, toll-free) are not on WhatsApp and left out.
"""

from functools import cache

_CODES_BY_LENGTHS = {
    "4 5": "290",
    "4 5 6 7": "690",
    "4 5 6 7 8 9 10 11": "352",
    "4 7": "683",
    "5": "247 500 682",
    "5 6 7": "688",
    "5 6 7 8 9": "27",
    "5 6 7 8 9 10": "358",
    "5 6 7 8 9 10 11 12 13": "43 49",
    "5 6 7 10": "685",
    "5 6 8 9 10": "82",
    "5 7": "676 677 678",
    "5 8": "686",
    "6": "298 299 672 681 687",
    "6 7": "597",
    "6 7 8 9": "252 359",
    "6 7 8 9 10": "95 880",
    "6 7 8 9 10 11 12": "39",
    "6 7 8 10": "53",
    "6 7 9": "421",
    "6 7 10": "98",
    "6 8 9 10": "63",
    "6 9": "40 376 508",
    "7": "238 239 246 248 269 291 297 501 592 673 674 679 680 691 692 960",
    "7 8": "230 241 267 372 507 599 670 675 961 975",
    "7 8 9": "46 231 254 595 967",
    "7 8 9 10": "243 353",
    "7 8 9 10 11": "86",
    "7 8 9 10 11 12": "62 381",
    "7 9": "48 220 265 354 423",
    "8": (
        "45 47 65 216 222 223 226 227 228 232 235 236 253 257 266 268 350 356 357 370 371 373 374 "
        "382 386 389 502 503 504 505 506 509 591 598 689 852 853 965 968 973 974 993 "
    ),
    "8 9": "32 36 51 66 213 224 250 258 264 355 377 385 387 593 855 886 962 963 970 971",
    "8 9 10": "20 60 64 856 964 976",
    "8 9 10 11 12": "383",
    "8 9 11 12": "972",
    "8 10": "57 378 850 977",
    "9": (
        "33 34 41 56 61 93 94 211 212 218 221 233 237 240 242 244 245 249 251 255 256 260 261 262 "
        "263 351 375 380 420 590 594 596 966 992 994 995 996 998 "
    ),
    "9 10": "44 81 84 92",
    "9 11": "31",
    "10": "1 7 30 52 58 90 91 225 229 234",
    "10 11": "54 55",
}
# Under these codes a number itself may begin with a zero: it is no trunk prefix, and stays.
KEEPS_ZERO = frozenset(
    ["39", "47", "225", "227", "229", "241", "242", "267", "268", "378", "501", "676", "679", "687", "853"]
)


@cache
def lengths() -> dict[str, frozenset[int]]:
    """Returns the lengths of a number without its calling code, by calling code."""
    return {
        code: frozenset(map(int, digits.split()))
        for digits, codes in _CODES_BY_LENGTHS.items()
        for code in codes.split()
    }


def split(digits: str) -> tuple[str, str] | None:
    """Returns the calling code and the rest; None when no country has such a code. No code begins another."""
    return next(((digits[:size], digits[size:]) for size in (1, 2, 3) if digits[:size] in lengths()), None)
