import { TriangleAlert } from "lucide-react";

/** What Meta would refuse, under the field it is about. */
export function Note({ id, text }: { id?: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <p id={id} className="mt-1.5 flex items-start gap-1 text-meta text-warn">
      <TriangleAlert size={14} strokeWidth={2} aria-hidden className="mt-px shrink-0" />
      {text}
    </p>
  );
}
