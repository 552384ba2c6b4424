import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { FieldRow } from "@/features/settings/fields/FieldRow";
import { NewFieldDialog } from "@/features/settings/fields/NewFieldDialog";
import { Proposals } from "@/features/settings/fields/Proposals";
import { Loading } from "@/features/settings/Loading";
import { SettingsPage } from "@/features/settings/SettingsPage";
import type { ContactField } from "@/features/settings/types";
import { useListChange } from "@/features/settings/use_list_change";
import { answer, api } from "@/lib/api/client";
import { contactFieldsQuery } from "@/lib/business_lists";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Confirm } from "@/ui/Confirm";
import { EmptyState } from "@/ui/EmptyState";

/** What is kept of each contact beside the name: the agent fills it in as well. */
export function FieldsPage() {
  const { t } = useTranslation("settings");
  const mayWrite = useMay("contacts:manage");
  const query = contactFieldsQuery(useBusinessId());
  const loading = useQuery(query);
  const fields = loading.data;
  const change = useListChange(query.queryKey);
  const [adding, setAdding] = useState(false);
  const [gone, setGone] = useState<ContactField | null>(null);
  const update = (id: string, body: components["schemas"]["UpdateContactField"]) =>
    change.mutate(() =>
      answer(api.PATCH("/v1/contact-fields/{field_id}", { params: { path: { field_id: id } }, body })),
    );
  return (
    <SettingsPage
      title={t("pages.fields")}
      text={t("fields.text")}
      action={
        mayWrite && (
          <Button kind="primary" onClick={() => setAdding(true)}>
            <Plus aria-hidden /> {t("fields.add")}
          </Button>
        )
      }
    >
      {mayWrite && <Proposals />}
      <Card>
        <Loading query={loading} className="m-5 h-40" />
        {fields?.length === 0 && <EmptyState title={t("fields.none")}>{t("fields.text")}</EmptyState>}
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
    </SettingsPage>
  );
}
