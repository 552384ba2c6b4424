import { CircleCheck, CircleX, Clock, type LucideIcon, Pause, Pencil } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Template } from "@/features/templates/types";
import { StateChip, type Tone } from "@/ui/Chip";

const LOOKS: { [status in Template["status"]]?: { tone: Tone; icon: LucideIcon } } = {
  DRAFT: { tone: "neutral", icon: Pencil },
  PENDING: { tone: "info", icon: Clock },
  IN_APPEAL: { tone: "info", icon: Clock },
  APPROVED: { tone: "accent", icon: CircleCheck },
  REJECTED: { tone: "danger", icon: CircleX },
  DISABLED: { tone: "danger", icon: CircleX },
  PAUSED: { tone: "warn", icon: Pause },
  LIMIT_EXCEEDED: { tone: "warn", icon: Pause },
};

/** Where a template stands at Meta. */
export function StatusChip({ status, small = false }: { status: Template["status"]; small?: boolean }) {
  const { t } = useTranslation("templates");
  const look = LOOKS[status];
  return (
    <StateChip small={small} tone={look?.tone ?? "neutral"} {...(look ? { icon: look.icon } : {})}>
      {t(`statuses.${status}`)}
    </StateChip>
  );
}
