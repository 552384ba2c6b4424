import { useTranslation } from "react-i18next";
import { Trace, TraceActions, type Traced, TraceTitle } from "@/features/agent/bench/Trace";
import { EmptyState } from "@/ui/EmptyState";

/** Why the agent answered so, beside the conversation. */
export function TraceCard({ trace }: { trace: Traced | null }) {
  const { t } = useTranslation("bench");
  return (
    <section
      aria-label={t("trace")}
      className="flex min-w-0 flex-1 flex-col overflow-hidden rounded-card border border-line bg-surface"
    >
      {trace ? (
        <>
          <header className="flex min-h-14 shrink-0 items-center gap-2 border-line border-b px-5 py-2">
            <h2 className="flex min-w-0 flex-1 flex-wrap items-center gap-2 font-semibold text-section">
              <TraceTitle {...trace} />
            </h2>
            <TraceActions {...trace} />
          </header>
          <Trace {...trace} />
        </>
      ) : (
        <div className="grid flex-1 place-items-center">
          <EmptyState title={t("noTrace.title")}>{t("noTrace.text")}</EmptyState>
        </div>
      )}
    </section>
  );
}
