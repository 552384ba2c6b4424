const CACHE = new Map<string, Intl.NumberFormat>();

function format(currency: string, language: string): Intl.NumberFormat {
  const key = `${currency} ${language}`;
  const made =
    CACHE.get(key) ?? new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  CACHE.set(key, made);
  return made;
}

// As the server counts: ISO 4217, where a browser may know other digits.
const NONE = new Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" "));
const THREE = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "));

/** Returns how many digits of the currency stand after the point. */
export function minorDigits(currency: string): number {
  return NONE.has(currency) ? 0 : THREE.has(currency) ? 3 : 2;
}

/** Returns an amount in minor units as people read it: $1,250.00. */
export function money(minor: number, currency: string, language: string): string {
  return format(currency, language).format(minor / 10 ** minorDigits(currency));
}

/** Returns what is typed into a field for a price: "390.00". */
export function typedAmount(minor: number, currency: string): string {
  return (minor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency));
}

/** Returns the minor units of what was typed; null for what is no amount. */
export function readAmount(typed: string, currency: string): number | null {
  const digits = minorDigits(currency);
  if (!/^\d{1,10}([.,]\d{1,3})?$/.test(typed.trim())) return null;
  const [whole = "0", part = ""] = typed.trim().replace(",", ".").split(".");
  if (part.length > digits && /[1-9]/.test(part.slice(digits))) return null;
  return Number(whole) * 10 ** digits + Number(part.padEnd(digits, "0").slice(0, digits) || "0");
}
