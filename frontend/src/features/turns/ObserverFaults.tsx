import { useTranslation } from "react-i18next";
import type { Turn } from "@/features/turns/queries";
import { StateChip } from "@/ui/Chip";

/** What the Observer had against the draft, and what became of it. */
export function ObserverFaults({ observer }: { observer: NonNullable<Turn["observer"]> }) {
  const { t } = useTranslation("turns");
  const severity = observer.severity;
  if (severity === null) return <p className="text-ink-2 text-table">{t("observer.nothing")}</p>;
  const became = observer.refined === undefined || observer.refined === null ? null : observer.refined;
  return (
    <div className="flex flex-col gap-2 text-table">
      <p className="text-ink-2">{t(`observer.severity.${severity as 0 | 1 | 2 | 3}`)}</p>
      {observer.faults.length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          {observer.faults.map((fault) => (
            <StateChip key={fault} tone="violet">
              {t(`faults.${fault}`)}
            </StateChip>
          ))}
        </div>
      )}
      {became !== null && <p className="text-ink-2">{t(became ? "observer.mended" : "observer.notMended")}</p>}
    </div>
  );
}
