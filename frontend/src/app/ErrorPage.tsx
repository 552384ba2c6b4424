import type { ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { ErrorState } from "@/ui/ErrorState";

/** What is shown in place of a page that failed. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const text = useProblemText();
  const problem = error instanceof Problem ? error : null;
  return (
    <ErrorState
      title={t("error.title")}
      text={problem ? text(problem) : t("error.text")}
      retry={t("error.retry")}
      onRetry={reset}
      requestId={problem?.requestId ?? null}
    />
  );
}
