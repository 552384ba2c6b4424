import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";

const REASONS = ["asked", "complaint", "payment", "out_of_scope", "doubtful", "urgent", "loop"] as const;

/** When people take over: every agent does so. */
export function HandoverCard() {
  const { t } = useTranslation("agent");
  return (
    <Card title={t("behaviour.hands.title")} plain>
      <ul className="mx-5 mb-5 flex flex-col gap-2.5">
        {REASONS.map((reason) => (
          <li key={reason} className="flex items-start gap-2.5 text-table">
            <Check size={16} strokeWidth={2.5} aria-hidden className="mt-px shrink-0 text-accent" />
            {t(`behaviour.hands.${reason}`)}
          </li>
        ))}
      </ul>
      <p className="mx-5 mb-5 text-ink-3 text-meta">{t("behaviour.hands.always")}</p>
    </Card>
  );
}
