import { Hand } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/features/inbox/types";
import { ago } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";

type Props = { handover: NonNullable<Conversation["handover"]>; onGiveBack: (() => void) | null };

/** Why the agent gave the conversation to people, until somebody answers or gives it back. */
export function HandoverStrip({ handover, onGiveBack }: Props) {
  const { t } = useTranslation(["inbox", "common"]);
  const place = usePlace();
  return (
    <section
      aria-label={t("inbox:handover.label")}
      className="flex shrink-0 items-center gap-3 border-line border-b bg-warn-soft px-4 py-2"
    >
      <Hand size={18} strokeWidth={1.9} aria-hidden className="shrink-0 text-warn" />
      <p className="min-w-0 flex-1 text-table">
        <span className="font-medium">{t(`inbox:handover.${handover.reason}`)}</span>
        <span className="text-ink-2"> · {ago(handover.opened_at, new Date(), place, t("common:yesterday"))}</span>
        {handover.summary && <span className="line-clamp-2 text-ink-2">{handover.summary}</span>}
      </p>
      {onGiveBack && (
        <Button size="small" onClick={onGiveBack}>
          {t("inbox:handover.giveBack")}
        </Button>
      )}
    </section>
  );
}
