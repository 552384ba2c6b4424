import { useTranslation } from "react-i18next";
import { useConversationActions } from "@/features/inbox/actions";
import type { Conversation, Message } from "@/features/inbox/types";
import { useMay } from "@/lib/session/me";
import { classes } from "@/ui/classes";

type Props = { message: Message; reactions: Message["reactions"]; conversation: Conversation };

/** The reactions at the lower edge; a press takes back our own. */
export function Reactions({ message, reactions, conversation }: Props) {
  const { t } = useTranslation("inbox");
  const act = useConversationActions(conversation);
  const maySend = useMay("messages:send");
  const ours = reactions.some(({ direction }) => direction === "out") && maySend;
  const look = classes(
    "absolute -bottom-4 rounded-full border border-line bg-surface px-1.5 py-0.5 text-meta",
    message.direction === "out" ? "right-2" : "left-2",
  );
  const inside = (
    <>
      {[...new Set(reactions.map(({ emoji }) => emoji))].join(" ")}
      {reactions.length > 1 && <span className="ml-1 text-ink-2">{reactions.length}</span>}
    </>
  );
  if (!ours) return <span className={look}>{inside}</span>;
  return (
    <button
      type="button"
      className={classes(look, "hover:bg-hover")}
      title={t("message.takeBack")}
      onClick={() => act.react(message.id, "")}
    >
      {inside}
      <span className="sr-only">{t("message.takeBack")}</span>
    </button>
  );
}
