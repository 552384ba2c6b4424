import { CircleAlert, File, Image, Lock, type LucideIcon, MapPin, Mic, Sticker, User, Video } from "lucide-react";
import { useTranslation } from "react-i18next";
import { StatusIcon } from "@/features/inbox/StatusIcon";
import type { Conversation, Kind } from "@/features/inbox/types";
import { useKept } from "@/lib/drafts";
import { useMe } from "@/lib/session/me";

const ICONS: Partial<Record<Kind, LucideIcon>> = {
  image: Image,
  video: Video,
  audio: Mic,
  document: File,
  sticker: Sticker,
  location: MapPin,
  contacts: User,
  note: Lock,
};

/** The newest message in one line, with its tick. */
export function LastLine({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("inbox");
  const me = useMe();
  const draft = useKept([me.id, me.business_id, conversation.id, "reply"].join(" "));
  const message = conversation.last_message;
  if (draft)
    return (
      <>
        <span className="font-medium text-draft">{t("list.draft")}</span> {draft}
      </>
    );
  if (!message) return <>{t("list.noMessage")}</>;
  const Icon = ICONS[message.kind];
  const failed = message.status === "failed";
  return (
    <span className={failed ? "text-danger" : ""}>
      {failed ? (
        <CircleAlert size={16} strokeWidth={1.9} aria-hidden className="-mt-0.5 mr-1 inline" />
      ) : (
        message.direction === "out" &&
        message.kind !== "note" && <StatusIcon status={message.status} className="mr-1 inline" />
      )}
      {Icon && <Icon size={16} strokeWidth={1.9} aria-hidden className="-mt-0.5 mr-1 inline" />}
      {failed && `${t("list.failedLine")} `}
      {message.text || t(`kinds.${message.kind}`)}
    </span>
  );
}
