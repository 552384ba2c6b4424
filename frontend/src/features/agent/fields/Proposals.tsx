import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { configKey } from "@/features/agent/configs/queries";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { contactFieldsQuery } from "@/lib/business_lists";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { notifyProblem } from "@/ui/notify";

function proposalsQuery(businessId: string) {
  return queryOptions({
    queryKey: [businessId, "field-proposals"],
    queryFn: async () => (await answer(api.GET("/v1/field-proposals"))).items,
  });
}

/** What several customers tell and no field keeps: made a field by a click. Nothing when there is none. */
export function Proposals() {
  const { t } = useTranslation("agent");
  const client = useQueryClient();
  const businessId = useBusinessId();
  const text = useProblemText();
  const query = proposalsQuery(businessId);
  const proposals = useQuery(query).data ?? [];
  const decide = useMutation({
    mutationFn: ({ key, accept }: { key: string; accept: boolean }) =>
      answer(api.POST("/v1/field-proposals/{key}", { params: { path: { key } }, body: { accept } })),
    onError: (error) => notifyProblem(text(Problem.of(error))),
    onSettled: () =>
      Promise.all(
        [query.queryKey, contactFieldsQuery(businessId).queryKey, configKey(businessId)].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
  if (proposals.length === 0) return null;
  return (
    <Card title={t("fields.proposals")}>
      <ul>
        {proposals.map((proposal) => (
          <li
            key={proposal.key}
            className="flex flex-wrap items-center gap-3 border-line border-t px-5 py-3 first:border-0"
          >
            <span className="grid size-8 shrink-0 place-items-center rounded-control bg-accent-soft text-accent-ink">
              <Sparkles size={16} aria-hidden />
            </span>
            <div className="min-w-0 flex-1">
              <p className="font-medium text-body">
                {proposal.label}
                <span className="ml-2 font-normal text-ink-2 text-meta">
                  {t(`fields.types.${proposal.type}`)} · {t("fields.seen", { count: proposal.contacts })}
                </span>
              </p>
              <p className="line-clamp-2 text-ink-2 text-table">
                {proposal.quotes.map((each) => `«${each}»`).join(" · ")}
              </p>
            </div>
            <Button onClick={() => decide.mutate({ key: proposal.key, accept: false })}>{t("fields.dismiss")}</Button>
            <Button kind="primary" onClick={() => decide.mutate({ key: proposal.key, accept: true })}>
              {t("fields.make")}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
