/** Returns a phone number in groups: +52 55 1234 5678. What is no E.164 number comes back as it is. */
export function phone(e164: string): string {
  const digits = /^\+(\d{8,15})$/.exec(e164)?.[1];
  if (!digits) return e164;
  const country = COUNTRIES.find((code) => digits.startsWith(code)) ?? digits.slice(0, 2);
  const rest = digits.slice(country.length);
  if (country === "1") return `+1 ${rest.slice(0, 3)} ${rest.slice(3, 6)} ${rest.slice(6)}`;
  if (rest.length === 10) return `+${country} ${rest.slice(0, 2)} ${rest.slice(2, 6)} ${rest.slice(6)}`;
  if (rest.length === 9) return `+${country} ${rest.slice(0, 3)} ${rest.slice(3, 6)} ${rest.slice(6)}`;
  return `+${country} ${rest.replace(/(\d{4})(?=\d)/g, "$1 ")}`;
}

const COUNTRIES = [
  "1",
  "7",
  "502",
  "503",
  "504",
  "505",
  "506",
  "507",
  "591",
  "593",
  "595",
  "598",
  "52",
  "54",
  "55",
  "56",
  "57",
  "51",
  "58",
  "34",
  "33",
  "44",
  "49",
  "39",
];

/** Returns a size of a file in words: 84 kB, 18.2 MB. */
export function fileSize(bytes: number, language: string): string {
  const [value, unit] = bytes >= 1e6 ? [bytes / 1e6, "MB"] : [Math.max(1, Math.round(bytes / 1e3)), "kB"];
  return `${value.toLocaleString(language, { maximumFractionDigits: 1 })} ${unit}`;
}

/** Returns a length of time as minutes and seconds: 0:34. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
