/** Which products are shown, and which one is open; it lives in the address. */
export type ProductFilters = { q?: string; category?: string; stock?: "low" | "out"; shown?: "archived"; id?: string };

const UUID = /^[0-9a-f-]{36}$/;

/** Returns the filters an address names; what it does not know is left out. `id`: "new" for one to be made. */
export function readProductFilters(search: Record<string, unknown>): ProductFilters {
  const { q, category, stock, shown, id } = search;
  return {
    ...(typeof q === "string" && q.trim() ? { q: q.slice(0, 100) } : {}),
    ...(typeof category === "string" && UUID.test(category) ? { category } : {}),
    ...(stock === "low" || stock === "out" ? { stock } : {}),
    ...(shown === "archived" ? { shown } : {}),
    ...(typeof id === "string" && (id === "new" || UUID.test(id)) ? { id } : {}),
  };
}
