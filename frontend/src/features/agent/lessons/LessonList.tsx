import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LessonRow } from "@/features/agent/lessons/LessonRow";
import { type Lesson, type LessonState, lessonsQuery } from "@/features/agent/lessons/queries";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

type Props = { state: LessonState; add: ReactNode; onEdit: (lesson: Lesson) => void };

/** The lessons of one state, the newest first. */
export function LessonList({ state, add, onEdit }: Props) {
  const { t } = useTranslation("agent");
  const text = useProblemText();
  const query = useInfiniteQuery(lessonsQuery(useBusinessId(), state));
  const lessons = query.data?.pages.flatMap(({ items }) => items);
  if (!lessons)
    return query.error ? (
      <ErrorState
        title={t("lessons.failed")}
        text={text(Problem.of(query.error))}
        retry={t("lessons.retry")}
        onRetry={() => void query.refetch()}
        requestId={Problem.of(query.error).requestId}
      />
    ) : (
      <Skeleton className="h-72 rounded-card" />
    );
  return (
    <Card>
      {lessons.length === 0 && (
        <EmptyState title={t(`lessons.none.${state}`)} action={state === "rejected" ? null : add}>
          {state === "proposed" && t("lessons.noneText")}
        </EmptyState>
      )}
      <ul>
        {lessons.map((lesson, at) => (
          <LessonRow key={lesson.id} lesson={lesson} first={at === 0} onEdit={() => onEdit(lesson)} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="border-line border-t p-3 text-center">
          <Button size="small" kind="ghost" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("lessons.more")}
          </Button>
        </div>
      )}
    </Card>
  );
}
