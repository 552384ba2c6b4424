import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { useMediaLink } from "@/lib/media_links";

type Quoted = components["schemas"]["QuotedMessage"];

/** The message another one answers: a band, two lines, its picture. */
export function Quote({ quoted, contactName }: { quoted: Quoted; contactName: string | null }) {
  const { t } = useTranslation("inbox");
  const picture = useMediaLink(quoted.media?.thumbnail ? quoted.media.id : null).data?.thumbnail_url;
  const author =
    quoted.direction === "in"
      ? (contactName ?? t("unknown"))
      : (quoted.author_name ?? (quoted.author ? t(`author.${quoted.author}`) : ""));
  const text =
    quoted.state === "revoked"
      ? t("message.revoked")
      : quoted.state === "unknown"
        ? t("message.quotedUnknown")
        : quoted.text || (quoted.kind ? t(`kinds.${quoted.kind}`) : "");
  return (
    <div className="mb-1 flex gap-2 overflow-hidden rounded-control border-accent border-l-[3px] bg-ink/5 py-1 pr-1 pl-2 text-table">
      <div className="min-w-0 flex-1">
        <p className="truncate font-semibold text-accent-ink text-meta">{author}</p>
        <p className="line-clamp-2 text-ink-2 [overflow-wrap:anywhere]">{text}</p>
      </div>
      {picture && <img src={picture} alt="" className="size-10 rounded-small object-cover" />}
    </div>
  );
}
