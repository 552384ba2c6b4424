import { Info } from "lucide-react";
import { useTranslation } from "react-i18next";
import { partsOf } from "@/features/agent/behaviour/parts";
import type { Overview } from "@/features/agent/configs/queries";
import { usePlace } from "@/lib/session/me";
import { Card } from "@/ui/Card";

/** How much each turn carries, estimated as the prompt is cut. */
export function WeightsCard({ weights, context }: { weights: Overview["weights"]; context: string }) {
  const { t } = useTranslation("agent");
  const { language } = usePlace();
  const number = new Intl.NumberFormat(language);
  const lines = [
    [t("behaviour.carries.instructions"), weights.instructions],
    [t("behaviour.carries.rules"), weights.rules],
    [t("behaviour.carries.tools", { count: weights.tool_count }), weights.tools],
    [t("behaviour.carries.history"), weights.history],
    [t("behaviour.carries.taught"), weights.lessons + weights.memories],
  ] as const;
  return (
    <Card title={t("behaviour.carries.title")} plain>
      <dl className="mx-5 mb-4">
        {lines.map(([name, amount], at) => (
          <div key={name} className="flex justify-between gap-3 border-line border-b py-2 text-table last:border-0">
            <dt className="text-ink-2">{name}</dt>
            <dd className="font-medium tabular-nums">
              {at === 0
                ? t("behaviour.carries.tokens", { count: amount, amount: number.format(amount) })
                : number.format(amount)}
            </dd>
          </div>
        ))}
      </dl>
      {partsOf(context).some(({ name }) => name === "now") && (
        <p className="mx-5 mb-5 flex gap-3 rounded-bubble bg-info-soft p-3 text-meta">
          <Info size={16} aria-hidden className="shrink-0 text-info" />
          <span>
            <code className="font-medium text-info">now</code> {t("behaviour.carries.now")}
          </span>
        </p>
      )}
    </Card>
  );
}
