import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { WebSession } from "@/features/numbers/types";
import { classes } from "@/ui/classes";

const STEPS = ["code", "phone", "connecting", "online"] as const;

/** How far linking has come, as four steps. */
export function PairingState({ state, hasCode }: { state: WebSession["state"]; hasCode: boolean }) {
  const { t } = useTranslation("numbers");
  const now = state === "online" ? 4 : state === "connecting" ? 2 : hasCode ? 1 : 0;
  return (
    <ol
      aria-label={t("pairing.progress")}
      className="flex w-full flex-wrap items-center justify-between gap-2 text-table"
    >
      {STEPS.map((step, at) => (
        <li
          key={step}
          aria-current={at === now ? "step" : undefined}
          className={classes(
            "flex items-center gap-2",
            at < now ? "text-accent-ink" : at === now ? "font-medium" : "text-ink-3",
          )}
        >
          {at < now ? (
            <CircleCheck size={18} strokeWidth={1.75} aria-hidden />
          ) : (
            at === now && <span aria-hidden className="size-2.5 rounded-full bg-accent" />
          )}
          {t(`pairing.steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}
