const BY_ZONE: [RegExp, string][] = [
  [/^America\/(Mexico_City|Monterrey|Tijuana|Cancun|Merida|Chihuahua|Hermosillo|Mazatlan|Matamoros|Ojinaga)/, "MXN"],
  [/^America\/Bogota/, "COP"],
  [/^America\/(Argentina|Buenos_Aires)/, "ARS"],
  [/^America\/(Santiago|Punta_Arenas)/, "CLP"],
  [/^America\/Lima/, "PEN"],
  [/^America\/(Sao_Paulo|Fortaleza|Bahia|Recife|Manaus)/, "BRL"],
  [/^America\/Guatemala/, "GTQ"],
  [/^Europe\//, "EUR"],
];

/** Returns the currency people of a time zone most likely sell in, out of those that are offered. */
export function guessCurrency(zone: string, offered: string[]): string {
  const guess = BY_ZONE.find(([pattern]) => pattern.test(zone))?.[1] ?? "USD";
  return offered.includes(guess) ? guess : (offered[0] ?? guess);
}
