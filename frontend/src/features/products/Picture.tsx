import { Package } from "lucide-react";
import { useMediaLink } from "@/lib/media_links";
import { classes } from "@/ui/classes";

/** A small picture of a product, or the sign of one that has none. */
export function Picture({ id, className }: { id: string | undefined; className?: string }) {
  const { data: link } = useMediaLink(id);
  const src = link?.thumbnail_url ?? link?.url;
  return (
    <span
      className={classes(
        "grid shrink-0 place-items-center overflow-hidden rounded-control bg-raised text-ink-2",
        className ?? "size-9",
      )}
    >
      {src ? (
        <img src={src} alt="" loading="lazy" className="size-full object-cover" />
      ) : (
        <Package size={18} strokeWidth={1.75} aria-hidden />
      )}
    </span>
  );
}
