import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { useChat } from "@/features/inbox/chat_context";
import { useMediaLink } from "@/lib/media_links";

type Quoted = components["schemas"]["QuotedMessage"];

/** The message another one answers: a band, two lines, its picture. */
export function Quote({ quoted, contactName }: { quoted: Quoted; contactName: string | null }) {
  const { t } = useTranslation("inbox");
  const chat = useChat();
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
    <button
      type="button"
      disabled={!quoted.id}
      title={t("message.showQuoted")}
      onClick={() => quoted.id && chat.jump(quoted.id)}
      className="mb-1 flex w-full gap-2 overflow-hidden rounded-control border-accent border-l-[3px] bg-ink/5 py-1 pr-1 pl-2 text-left text-table"
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold text-accent-ink text-meta">{author}</span>
        <span className="line-clamp-2 text-ink-2 [overflow-wrap:anywhere]">{text}</span>
      </span>
      {picture && <img src={picture} alt="" className="size-10 rounded-small object-cover" />}
    </button>
  );
}
