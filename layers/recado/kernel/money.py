"""Currencies: those a business may count in, and how many digits each has after the point."""

from recado.kernel.errors import Invalid
from recado.kernel.words import Words

# ISO 4217, list one of 2026: what circulates; no funds, metals or units of account.
_DIGITS: dict[int, str] = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    2: "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC "
    "CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD "
    "KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO "
    "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL "
    "THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
    3: "BHD IQD JOD KWD LYD OMR TND",
}
CURRENCIES: dict[str, int] = dict(sorted((code, digits) for digits, codes in _DIGITS.items() for code in codes.split()))


def check_currency(code: str) -> None:
    """Raises Invalid when no money has this code."""
    if code not in CURRENCIES:
        raise Invalid.of_field("currency", Words(f"moneda desconocida: {code}", f"unknown currency: {code}"))


# How prices are written where a currency is spent (Unicode CLDR): its sign, the signs of thousands and of decimals, and
# whether the first comes last. Others are written with their code alone.
_WRITTEN: dict[str, tuple[str, str, str, bool]] = {
    "ARS": ("$", ".", ",", False),
    "BOB": ("Bs", ".", ",", False),
    "BRL": ("R$", ".", ",", False),
    "CLP": ("$", ".", ",", False),
    "COP": ("$", ".", ",", False),
    "CRC": ("₡", ".", ",", False),
    "DOP": ("RD$", ",", ".", False),
    "EUR": ("€", ".", ",", True),
    "GTQ": ("Q", ",", ".", False),
    "HNL": ("L", ",", ".", False),
    "MXN": ("$", ",", ".", False),
    "NIO": ("C$", ",", ".", False),
    "PEN": ("S/", ",", ".", False),
    "PYG": ("₲", ".", ",", False),
    "USD": ("$", ",", ".", False),
    "UYU": ("$", ".", ",", False),
    "VES": ("Bs.", ".", ",", False),
}


def shown(minor: int, currency: str) -> str:
    """Returns an amount as it is written to customers, with its code: "$1,250.00 MXN". Nothing is rounded; cents that
    Colombians and Chileans do not use are left out where there are none."""
    check_currency(currency)
    digits = CURRENCIES[currency]
    sign, thousands, decimals, last = _WRITTEN.get(currency, ("", ",", ".", False))
    whole, part = divmod(abs(minor), 10**digits)
    text = f"{whole:,}".replace(",", thousands)
    if digits and not (currency == "COP" and part == 0):
        text += f"{decimals}{part:0{digits}d}"
    text = f"{text} {sign}" if last else f"{sign}{text}"
    return f"{'-' if minor < 0 else ''}{text} {currency}"
