import { Eye } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Turn } from "@/features/agent/turns/queries";
import { StepRow } from "@/features/agent/turns/StepRow";
import { StateChip } from "@/ui/Chip";

type Props = { observer: Turn["observer"]; span: number; starts: number; milliseconds: number };

/** What the Observer had against the draft, and what became of it. */
export function ObserverRow({ observer, ...when }: Props) {
  const { t } = useTranslation("agent");
  const severity = (observer?.severity ?? null) as 0 | 1 | 2 | 3 | null;
  const faults = observer?.faults ?? [];
  const refined = observer?.refined ?? null;
  const said = observer && "said" in observer ? (observer.said ?? []) : [];
  const detail = severity === null ? t("turn.observer.nothing") : t(`turn.observer.severity.${severity}`);
  return (
    <StepRow icon={Eye} name={t("turn.observer.name")} detail={detail} tone="observer" open {...when}>
      {(faults.length > 0 || refined !== null) && (
        <div className="flex flex-wrap items-center gap-1.5 text-table">
          {faults.map((fault) => (
            <StateChip key={fault} tone="violet">
              {t(`turn.faults.${fault}`)}
            </StateChip>
          ))}
          {refined !== null && (
            <span className="ml-1 text-ink-2">{t(refined ? "turn.observer.mended" : "turn.observer.notMended")}</span>
          )}
          {said.map(({ kind, quote, repair }) => (
            <dl
              key={kind + quote}
              className="mt-1 grid w-full grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-control border border-line bg-surface px-3 py-2"
            >
              <dt className="text-ink-2">{t(`turn.faults.${kind}`)}</dt>
              <dd>
                <del className="rounded-small bg-danger-soft px-0.5 text-danger">{quote}</del>
              </dd>
              <dt className="text-ink-2">{t("turn.observer.repair")}</dt>
              <dd>
                <ins className="rounded-small bg-accent-soft px-0.5 text-accent-ink no-underline">{repair}</ins>
              </dd>
            </dl>
          ))}
        </div>
      )}
    </StepRow>
  );
}
