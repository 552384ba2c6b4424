import { Eye } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Turn } from "@/features/turns/queries";
import { StepRow } from "@/features/turns/StepRow";
import { StateChip } from "@/ui/Chip";

type Props = { observer: Turn["observer"]; span: number; starts: number; milliseconds: number };

/** What the Observer had against the draft, and what became of it. */
export function ObserverRow({ observer, ...when }: Props) {
  const { t } = useTranslation("turns");
  const severity = (observer?.severity ?? null) as 0 | 1 | 2 | 3 | null;
  const faults = observer?.faults ?? [];
  const refined = observer?.refined ?? null;
  const detail = severity === null ? t("observer.nothing") : t(`observer.severity.${severity}`);
  return (
    <StepRow icon={Eye} name={t("observer.name")} detail={detail} tone="observer" open {...when}>
      {(faults.length > 0 || refined !== null) && (
        <div className="flex flex-wrap items-center gap-1.5 text-table">
          {faults.map((fault) => (
            <StateChip key={fault} tone="violet">
              {t(`faults.${fault}`)}
            </StateChip>
          ))}
          {refined !== null && (
            <span className="ml-1 text-ink-2">{t(refined ? "observer.mended" : "observer.notMended")}</span>
          )}
        </div>
      )}
    </StepRow>
  );
}
