import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Editor } from "@/features/templates/Editor";
import { templateQuery } from "@/features/templates/queries";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";
import { TextLink } from "@/ui/TextLink";

/** One template in one language. */
export function EditorPage({ id }: { id: string }) {
  const { t } = useTranslation("templates");
  const text = useProblemText();
  const { data: template, error, refetch } = useQuery(templateQuery(useBusinessId(), id));
  if (template) return <Editor key={id} template={template} />;
  if (!error)
    return (
      <div className="p-8">
        <Skeleton className="h-96 rounded-card" />
      </div>
    );
  const problem = Problem.of(error);
  if (problem.status === 404)
    return <EmptyState title={t("gone")} action={<TextLink to="/templates">{t("back")}</TextLink>} />;
  return (
    <ErrorState
      title={t("failed")}
      text={text(problem)}
      retry={t("retry")}
      onRetry={() => void refetch()}
      requestId={problem.requestId}
    />
  );
}
