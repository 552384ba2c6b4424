import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AgentFrame } from "@/features/agent/AgentFrame";
import { LessonDialog } from "@/features/agent/lessons/LessonDialog";
import { LessonList } from "@/features/agent/lessons/LessonList";
import { type Lesson, type LessonState, lessonCountsQuery, MOST_ALWAYS } from "@/features/agent/lessons/queries";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { FilterChip } from "@/ui/Chip";

const STATES = ["proposed", "approved", "rejected", "retired"] as const;

/** What the agent learns of the team: proposals wait here for somebody to approve them. */
export function LessonsPage() {
  const { t } = useTranslation("agent");
  const mayWrite = useMay("agent:write");
  const [state, setState] = useState<LessonState>("proposed");
  const [edited, setEdited] = useState<Lesson | "new" | null>(null);
  const { data: counts } = useQuery(lessonCountsQuery(useBusinessId()));
  const add = mayWrite && (
    <Button size="small" onClick={() => setEdited("new")}>
      <Plus aria-hidden /> {t("lessons.add")}
    </Button>
  );
  return (
    <AgentFrame>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        {STATES.filter((each) => each !== "retired" || (counts?.retired ?? 0) > 0 || state === each).map((each) => (
          <FilterChip
            key={each}
            on={each === state}
            count={counts?.[each] ? String(counts[each]) : undefined}
            onClick={() => setState(each)}
          >
            {t(`lessons.states.${each}`)}
          </FilterChip>
        ))}
        <span className="ml-auto text-ink-2 text-table">
          {counts && t("lessons.alwaysOfMost", { count: counts.always, most: MOST_ALWAYS })}
        </span>
        {add}
      </div>
      <LessonList key={state} state={state} add={add} onEdit={setEdited} />
      {edited && <LessonDialog lesson={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </AgentFrame>
  );
}
