import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { BookmarkPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { Button } from "@/ui/Button";
import { notifyProblem } from "@/ui/notify";

/** Makes a case of the test conversation, and shows it to be looked through. */
export function SaveCase({ benchId, disabled }: { benchId: string; disabled: boolean }) {
  const { t } = useTranslation("bench");
  const navigate = useNavigate();
  const text = useProblemText();
  const save = useMutation({
    mutationFn: () => answer(api.POST("/v1/agent/cases/from-bench", { body: { bench_id: benchId } })),
    onSuccess: ({ id }) => navigate({ to: "/agent/evals", search: { edit: id } }),
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
  return (
    <Button size="small" busy={save.isPending} disabled={disabled} onClick={() => save.mutate()}>
      <BookmarkPlus aria-hidden />
      <span className="hidden phone:inline">{t("saveCase")}</span>
      <span className="phone:hidden">{t("case")}</span>
    </Button>
  );
}
