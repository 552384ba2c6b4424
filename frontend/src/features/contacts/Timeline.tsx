import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { contactQuery, mergesKey, mergesQuery, timelineQuery } from "@/features/contacts/queries";
import { Section } from "@/features/contacts/Section";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { ago, exact } from "@/lib/format/time";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay, usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { notifyProblem } from "@/ui/notify";

/** What was done to a contact, the latest first, and what was merged into it, which can be undone. */
export function Timeline({ contactId }: { contactId: string }) {
  const { t, i18n } = useTranslation(["contacts", "common"]);
  const place = usePlace();
  const businessId = useBusinessId();
  const language = i18n.resolvedLanguage === "en" ? "en" : "es";
  const mayManage = useMay("contacts:manage");
  const query = useInfiniteQuery(timelineQuery(businessId, contactId));
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const names = useQuery({
    queryKey: ["audit-actions"],
    queryFn: async () => (await answer(api.GET("/v1/audit/actions"))).items,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: useMay("audit:read"),
  }).data;
  const now = new Date();
  return (
    <Section title={t("contacts:timeline.title")}>
      {mayManage && <Merges contactId={contactId} />}
      {query.isSuccess && entries.length === 0 && (
        <p className="text-ink-2 text-table">{t("contacts:timeline.none")}</p>
      )}
      <ol className="flex flex-col gap-2 text-table">
        {entries.map((entry) => (
          <li key={entry.id} className="border-line border-l-2 pl-3">
            <span className="block">
              {names?.find(({ action }) => action === entry.action)?.name[language] ?? entry.action}
              {entry.changes.length > 0 && (
                <span className="text-ink-2"> · {entry.changes.map(({ field }) => field).join(", ")}</span>
              )}
            </span>
            <span className="text-ink-2 text-meta">
              {entry.actor_name ?? t(`contacts:timeline.actors.${entry.actor_kind}`)} ·{" "}
              <time dateTime={entry.at} title={exact(entry.at, place)}>
                {ago(entry.at, now, place, t("common:yesterday"))}
              </time>
            </span>
          </li>
        ))}
      </ol>
      {query.hasNextPage && (
        <Button size="small" kind="ghost" className="mt-2" onClick={() => void query.fetchNextPage()}>
          {t("contacts:timeline.more")}
        </Button>
      )}
    </Section>
  );
}

function Merges({ contactId }: { contactId: string }) {
  const { t } = useTranslation("contacts");
  const text = useProblemText();
  const client = useQueryClient();
  const businessId = useBusinessId();
  const merges = useQuery(mergesQuery(businessId, contactId)).data ?? [];
  const undo = useMutation({
    mutationFn: (id: string) =>
      answer(api.POST("/v1/contact-merges/{merge_id}/undo", { params: { path: { merge_id: id } } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: mergesKey(businessId, contactId) });
      void client.invalidateQueries({ queryKey: contactQuery(businessId, contactId).queryKey });
      void client.invalidateQueries({ queryKey: timelineQuery(businessId, contactId).queryKey });
    },
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
  return merges
    .filter(({ can_undo }) => can_undo)
    .map(({ id, source_name }) => (
      <p key={id} className="mb-3 flex items-center gap-2 rounded-control bg-raised px-3 py-2 text-table">
        <span className="min-w-0 flex-1">{t("merge.merged", { name: source_name ?? t("unknown") })}</span>
        <Button size="small" busy={undo.isPending} onClick={() => undo.mutate(id)}>
          {t("merge.undo")}
        </Button>
      </p>
    ));
}
