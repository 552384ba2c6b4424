import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, Quote, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { contactQuery, fieldEvidenceQuery } from "@/features/contacts/queries";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { IconButton } from "@/ui/IconButton";
import { notifyProblem } from "@/ui/notify";

type Evidence = components["schemas"]["FieldEvidence"];
type Props = { contactId: string; labels: Record<string, string>; mayWrite: boolean };

/** What the agent read: values that wait for a click, and the words that prove those it filled in. */
export function FieldEvidence({ contactId, labels, mayWrite }: Props) {
  const { t } = useTranslation("contacts");
  const client = useQueryClient();
  const businessId = useBusinessId();
  const text = useProblemText();
  const query = fieldEvidenceQuery(businessId, contactId);
  const items = (useQuery(query).data ?? []).filter((each) => labels[each.field_key]);
  const decide = useMutation({
    mutationFn: ({ id, accept }: { id: string; accept: boolean }) =>
      answer(
        api.POST("/v1/contacts/{contact_id}/field-evidence/{evidence_id}", {
          params: { path: { contact_id: contactId, evidence_id: id } },
          body: { accept },
        }),
      ),
    onError: (error) => notifyProblem(text(Problem.of(error))),
    onSettled: () =>
      Promise.all(
        [query, contactQuery(businessId, contactId)].map(({ queryKey }) => client.invalidateQueries({ queryKey })),
      ),
  });
  const suggested = items.filter((each) => each.state === "suggested");
  const proved = items.filter((each) => each.state !== "suggested");
  return (
    <>
      {suggested.length > 0 && (
        <ul className="mt-2 flex flex-col gap-2">
          {suggested.map((each) => (
            <li key={each.id} className="flex items-center gap-2 rounded-control bg-accent-soft px-3 py-2">
              <p className="min-w-0 flex-1 text-table">
                <span className="text-ink-2">{labels[each.field_key]}: </span>
                <strong className="font-semibold">{String(each.value)}</strong>
                <span className="block truncate text-ink-2 text-meta">«{each.quote}»</span>
              </p>
              {mayWrite && (
                <>
                  <IconButton
                    small
                    icon={Check}
                    label={t("drawer.acceptValue", { value: String(each.value) })}
                    onClick={() => decide.mutate({ id: each.id, accept: true })}
                  />
                  <IconButton
                    small
                    icon={X}
                    label={t("drawer.rejectValue", { value: String(each.value) })}
                    onClick={() => decide.mutate({ id: each.id, accept: false })}
                  />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {proved.length > 0 && <Proofs proved={proved} labels={labels} />}
    </>
  );
}

function Proofs({ proved, labels }: { proved: Evidence[]; labels: Record<string, string> }) {
  const { t } = useTranslation("contacts");
  return (
    <details className="mt-2 text-meta">
      <summary className="flex min-h-6 cursor-pointer items-center gap-1.5 text-ink-2">
        <Quote size={12} aria-hidden /> {t("drawer.evidence", { count: proved.length })}
      </summary>
      <ul className="mt-1 flex flex-col gap-1 pl-[18px]">
        {proved.map((each) => (
          <li key={each.id} className="text-ink-2">
            {labels[each.field_key]}: <q>{each.quote}</q>
          </li>
        ))}
      </ul>
    </details>
  );
}
