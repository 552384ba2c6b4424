import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NewFieldDialog } from "@/features/settings/fields/NewFieldDialog";
import { Loading } from "@/features/settings/Loading";
import { SettingsPage } from "@/features/settings/SettingsPage";
import type { ContactField } from "@/features/settings/types";
import { useListChange } from "@/features/settings/use_list_change";
import { answer, api } from "@/lib/api/client";
import { contactFieldsQuery } from "@/lib/business_lists";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { StateChip } from "@/ui/Chip";
import { Confirm } from "@/ui/Confirm";
import { EmptyState } from "@/ui/EmptyState";
import { IconButton } from "@/ui/IconButton";
import { InlineInput } from "@/ui/InlineInput";

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
  const update = (id: string, body: { label_es?: string; label_en?: string }) =>
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
      <Card>
        <Loading query={loading} className="m-5 h-40" />
        {fields?.length === 0 && <EmptyState title={t("fields.none")}>{t("fields.text")}</EmptyState>}
        <ul>
          {fields?.map((field) => (
            <li
              key={field.id}
              className="flex min-h-14 flex-wrap items-center gap-x-3 border-line border-b px-5 py-1 last:border-0"
            >
              <InlineInput
                label={t("fields.labelEs")}
                value={field.label_es}
                maxLength={60}
                disabled={!mayWrite}
                onSave={(label_es) => update(field.id, { label_es })}
              />
              <InlineInput
                label={t("fields.labelEn")}
                value={field.label_en}
                maxLength={60}
                disabled={!mayWrite}
                onSave={(label_en) => update(field.id, { label_en })}
              />
              <code className="text-ink-2 text-meta">{field.key}</code>
              <StateChip>
                {t(`fields.types.${field.type}`)}
                {field.options.length > 0 && ` · ${field.options.length}`}
              </StateChip>
              {mayWrite && (
                <IconButton
                  small
                  icon={Trash2}
                  label={t("fields.delete", { name: field.label_es })}
                  onClick={() => setGone(field)}
                />
              )}
            </li>
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
