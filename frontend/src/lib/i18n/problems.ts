import i18next from "i18next";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/lib/api/problem";

/** Returns the words for a problem: our own where its code has some, else what the API says. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation();
  return (problem) => {
    const key = `problems.${problem.code}`;
    if (i18next.exists(key)) return t(key as "problems.offline", { seconds: problem.retryAfter ?? 60 });
    return problem.message || t("problems.internal");
  };
}
