import { useTranslation } from "react-i18next";
import type { useDraft } from "@/features/agent/behaviour/use_draft";
import type { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { Button } from "@/ui/Button";

type Props = { draft: ReturnType<typeof useDraft>; problem: Problem };

/** What was not saved, and why: it stays on the page until one chooses. */
export function Conflict({ draft, problem }: Props) {
  const { t } = useTranslation("agent");
  const text = useProblemText();
  const said = [text(problem), ...problem.fields.map((each) => each.problem)].join(" ");
  return (
    <div
      role="alert"
      className="mb-4 flex flex-wrap items-center gap-3 rounded-card bg-danger-soft px-5 py-3 text-danger text-table"
    >
      <p className="min-w-0 flex-1">{draft.conflict ? t("behaviour.conflict") : said}</p>
      {draft.conflict ? (
        <>
          <Button size="small" onClick={() => void draft.takeTheirs()}>
            {t("behaviour.takeTheirs")}
          </Button>
          <Button size="small" onClick={() => void draft.keepMine()}>
            {t("behaviour.keepMine")}
          </Button>
        </>
      ) : (
        <Button size="small" onClick={() => void draft.flush()}>
          {t("configs.retry")}
        </Button>
      )}
    </div>
  );
}
