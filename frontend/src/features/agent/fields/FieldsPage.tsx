import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { AgentFrame } from "@/features/agent/AgentFrame";
import { FieldRow } from "@/features/agent/fields/FieldRow";
import { NewFieldDialog } from "@/features/agent/fields/NewFieldDialog";
import { Proposals } from "@/features/agent/fields/Proposals";
import type { ContactField } from "@/features/agent/fields/types";
import { useFieldChange } from "@/features/agent/fields/use_field_change";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { contactFieldsQuery } from "@/lib/business_lists";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Confirm } from "@/ui/Confirm";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

/** What is kept of each contact beside the name: the agent fills it in as well. */
export function FieldsPage() {
  const { t } = useTranslation("agent");
  const text = useProblemText();
  const mayWrite = useMay("contacts:manage");
  const query = contactFieldsQuery(useBusinessId());
  const loading = useQuery(query);
  const fields = loading.data;
  const change = useFieldChange();
  const [adding, setAdding] = useState(false);
  const [gone, setGone] = useState<ContactField | null>(null);
  const update = (id: string, body: components["schemas"]["UpdateContactField"]) =>
    change.mutate(() =>
      answer(api.PATCH("/v1/contact-fields/{field_id}", { params: { path: { field_id: id } }, body })),
    );
  const add = mayWrite && (
    <Button size="small" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> {t("fields.add")}
    </Button>
  );
  return (
    <AgentFrame>
      {mayWrite && <Proposals />}
      <Card title={t("pages.fields")} aside={fields && fields.length > 0 && add}>
        {loading.isError && (
          <ErrorState
            title={t("fields.failed")}
            text={text(Problem.of(loading.error))}
            retry={t("configs.retry")}
            onRetry={() => void loading.refetch()}
            requestId={Problem.of(loading.error).requestId}
          />
        )}
        {loading.isPending && <Skeleton className="m-5 h-40" />}
        {fields?.length === 0 && (
          <EmptyState title={t("fields.none")} action={add}>
            {t("fields.text")}
          </EmptyState>
        )}
        <ul>
          {fields?.map((field) => (
            <FieldRow
              key={field.id}
              field={field}
              mayWrite={mayWrite}
              onChange={(to) => update(field.id, to)}
              onDelete={() => setGone(field)}
            />
          ))}
        </ul>
      </Card>
      {adding && <NewFieldDialog onClose={() => setAdding(false)} />}
      {gone && (
        <Confirm
          title={t("fields.sure", { name: gone.label_es })}
          text={t("fields.what")}
          action={t("fields.deleteAction")}
          onClose={() => setGone(null)}
          onConfirm={() =>
            change.mutateAsync(() =>
              answer(api.DELETE("/v1/contact-fields/{field_id}", { params: { path: { field_id: gone.id } } })),
            )
          }
        />
      )}
    </AgentFrame>
  );
}
