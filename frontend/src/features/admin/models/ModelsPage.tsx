import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { CapCard } from "@/features/admin/models/CapCard";
import { DefaultCard } from "@/features/admin/models/DefaultCard";
import { ModelRow } from "@/features/admin/models/ModelRow";
import { modelsQuery } from "@/features/admin/queries";
import type { DefaultModel } from "@/features/admin/types";
import { adminApi } from "@/lib/api/admin";
import { answer } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { ErrorState } from "@/ui/ErrorState";
import { notify, notifyProblem } from "@/ui/notify";
import { Page } from "@/ui/Page";
import { Skeleton } from "@/ui/Skeleton";

/** The model of businesses that chose none, and what each costs and until when it answers. */
export function ModelsPage() {
  const { t } = useTranslation("admin");
  const text = useProblemText();
  const client = useQueryClient();
  const query = useQuery(modelsQuery);
  const choose = useMutation({
    mutationFn: (body: DefaultModel) => answer(adminApi.PUT("/v1/admin/models/default", { body })),
    onSuccess: ({ items }) => {
      client.setQueryData(modelsQuery.queryKey, items);
      notify(t("models.saved"));
    },
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
  const models = query.data;
  const problem = !models && query.error ? Problem.of(query.error) : null;
  return (
    <Page title={t("pages.models")}>
      {problem && (
        <ErrorState
          title={t("list.failed")}
          text={text(problem)}
          retry={t("list.retry")}
          onRetry={() => void query.refetch()}
          requestId={problem.requestId}
        />
      )}
      {query.isPending && <Skeleton className="h-72 rounded-card" />}
      {models && (
        <div className="flex flex-col gap-4">
          <DefaultCard
            key={`${models[0]?.model} ${models[0]?.default_effort}`}
            models={models}
            busy={choose.isPending}
            onSave={choose.mutate}
          />
          <CapCard />
          <div className="overflow-hidden rounded-card border border-line bg-surface">
            <table aria-label={t("pages.models")} className="w-full table-fixed text-table">
              <thead className="hidden h-9 border-line border-b text-left text-ink-2 text-meta phone:table-header-group">
                <tr>
                  <th className="px-3 pl-5 font-medium">{t("models.model")}</th>
                  <th className="w-[110px] px-3 text-right font-medium">{t("models.input")}</th>
                  <th className="w-[110px] px-3 text-right font-medium">{t("models.cached")}</th>
                  <th className="w-[110px] px-3 text-right font-medium">{t("models.output")}</th>
                  <th className="w-[240px] px-3 pr-5 font-medium">{t("models.until")}</th>
                </tr>
              </thead>
              <tbody>
                {models.map((model) => (
                  <ModelRow key={model.model} model={model} />
                ))}
              </tbody>
            </table>
          </div>
          <p className="text-ink-3 text-meta">{t("models.note")}</p>
        </div>
      )}
    </Page>
  );
}
