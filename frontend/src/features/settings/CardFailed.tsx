import { useTranslation } from "react-i18next";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { ErrorState } from "@/ui/ErrorState";

/** A card that could not be loaded, and another try. */
export function CardFailed({ error, onRetry }: { error: unknown; onRetry: () => unknown }) {
  const { t } = useTranslation("settings");
  const text = useProblemText();
  const problem = Problem.of(error);
  return (
    <ErrorState
      title={t("failed")}
      text={text(problem)}
      retry={t("retry")}
      onRetry={() => void onRetry()}
      requestId={problem.requestId}
    />
  );
}
