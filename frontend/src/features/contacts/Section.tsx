import type { ReactNode } from "react";

/** A part of a contact, with a line under it. */
export function Section({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className="border-line border-b px-5 py-3.5">
      {title && <h3 className="mb-2 font-semibold text-table">{title}</h3>}
      {children}
    </section>
  );
}
