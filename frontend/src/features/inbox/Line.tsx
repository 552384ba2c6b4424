import { Info, Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { contentOf, type Message } from "@/features/inbox/types";
import { useMemberName } from "@/features/inbox/use_member_name";
import { exact, hour, short } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { FormattedText } from "@/ui/FormattedText";

/** What is no bubble: a note of the team, or what happened to the conversation. */
export function Line({ message }: { message: Message }) {
  const { t } = useTranslation("inbox");
  const place = usePlace();
  const name = useMemberName(message.author_id);
  const time = (
    <time
      dateTime={message.sent_at}
      title={exact(message.sent_at, place)}
      className="text-ink-2 text-meta tabular-nums"
    >
      {hour(message.sent_at, place)}
    </time>
  );
  if (message.kind === "note")
    return (
      <div className="rounded-bubble bg-bubble-note px-3 py-2">
        <p className="flex items-center gap-1.5 text-meta">
          <Lock size={12} strokeWidth={2.25} aria-hidden />
          <span className="font-semibold">{name ?? t("author.person")}</span>
          <span className="flex-1 text-ink-2">· {t("note.onlyTeam")}</span>
          {time}
        </p>
        <p className="mt-1 whitespace-pre-wrap [overflow-wrap:anywhere]">
          <FormattedText text={message.text ?? ""} />
        </p>
      </div>
    );
  const state = contentOf(message, "state");
  const words = state
    ? t(`changes.${state.state}`, {
        name: name ?? t("author.system"),
        until: state.until ? short(state.until, new Date(), place, "") : "",
      })
    : message.text || t("kinds.system");
  return (
    <div className="grid justify-items-center">
      <span className="flex items-center gap-1.5 rounded-full bg-surface/80 px-3 py-1 text-center text-ink-2 text-meta">
        <Info size={12} strokeWidth={2.25} aria-hidden />
        {words}
      </span>
    </div>
  );
}
