import { useQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { passagesQuery } from "@/features/agent/knowledge/queries";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { Card } from "@/ui/Card";
import { Highlight } from "@/ui/Highlight";
import { SearchBox } from "@/ui/SearchBox";

/** Tries a question: the passages the agent would be shown. */
export function AskCard() {
  const { t } = useTranslation("agent");
  const text = useProblemText();
  const [question, setQuestion] = useState("");
  const { data: passages, error } = useQuery(passagesQuery(useBusinessId(), question));
  return (
    <Card title={t("knowledge.ask")}>
      <div className="p-5">
        <SearchBox value={question} label={t("knowledge.askFor")} onSearch={setQuestion} />
      </div>
      <div aria-live="polite">
        {error && <p className="px-5 pb-5 text-danger">{text(Problem.of(error))}</p>}
        {passages?.length === 0 && <p className="px-5 pb-5 text-ink-2">{t("knowledge.nothing")}</p>}
        {passages?.map((each) => (
          <div key={`${each.file_id}${each.text}`} className="border-line border-t px-5 py-3">
            <p className="flex items-center gap-2 text-table">
              <FileText size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
              <span className="truncate font-medium">{each.title}</span>
              {each.page !== null && (
                <span className="shrink-0 text-ink-2 text-meta">{t("knowledge.page", { page: each.page })}</span>
              )}
            </p>
            <p className="mt-1 line-clamp-4 text-ink-2 text-table">
              <Highlight text={each.text} words={question} />
            </p>
          </div>
        ))}
      </div>
    </Card>
  );
}
