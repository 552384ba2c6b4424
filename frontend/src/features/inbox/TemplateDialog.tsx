import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { templatesQuery } from "@/features/inbox/queries";
import { instancesQuery } from "@/lib/business_lists";
import type { Content } from "@/lib/outbox/outbox";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { classes } from "@/ui/classes";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormattedText } from "@/ui/FormattedText";
import { Input } from "@/ui/Input";
import { Skeleton } from "@/ui/Skeleton";

type Template = components["schemas"]["Template"];
type Props = { instanceId: string; onClose: () => void; onSend: (content: Content) => void };

/** Chooses one of the approved templates of a number and fills in its words. */
export function TemplateDialog({ instanceId, onClose, onSend }: Props) {
  const { t } = useTranslation(["inbox", "common"]);
  const businessId = useBusinessId();
  const [chosen, setChosen] = useState<Template | null>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const query = useQuery(templatesQuery(businessId));
  const number = useQuery(instancesQuery(businessId)).data?.find(({ id }) => id === instanceId);
  const templates = (query.data ?? []).filter(({ account_id }) => account_id === number?.account_id);
  const names = chosen ? variables(chosen) : [];
  const ready = chosen && names.every((name) => values[name]?.trim());
  const send = () => chosen && onSend({ type: "saved_template", template_id: chosen.id, values: { body: values } });
  return (
    <Dialog
      wide
      title={t("inbox:template.title")}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" disabled={!ready} onClick={send}>
            {t("inbox:template.send")}
          </Button>
        </>
      }
    >
      {query.isPending && <Skeleton className="h-40" />}
      {query.data && templates.length === 0 && (
        <p className="py-6 text-center text-ink-2">{t("inbox:template.none")}</p>
      )}
      <div className="grid gap-4 phone:grid-cols-2">
        <ul className="flex flex-col gap-1">
          {templates.map((template) => (
            <li key={template.id}>
              <button
                type="button"
                aria-pressed={chosen?.id === template.id}
                onClick={() => {
                  setChosen(template);
                  setValues({});
                }}
                className={classes(
                  "w-full rounded-control border px-3 py-2 text-left",
                  chosen?.id === template.id ? "border-accent bg-accent-soft/40" : "border-line hover:bg-hover",
                )}
              >
                <span className="block font-medium">{template.name}</span>
                <span className="line-clamp-2 text-ink-2 text-table">{bodyOf(template)}</span>
              </button>
            </li>
          ))}
        </ul>
        {chosen && (
          <div className="flex flex-col gap-3">
            <div className="rounded-card bg-chat p-4">
              <p className="whitespace-pre-wrap rounded-bubble bg-bubble-out px-2.5 py-2">
                <FormattedText text={filled(chosen, values)} />
              </p>
            </div>
            {names.map((name) => (
              <Field key={name} label={t("inbox:template.variable", { name })}>
                <Input
                  value={values[name] ?? ""}
                  maxLength={1024}
                  onChange={({ target }) => setValues({ ...values, [name]: target.value })}
                />
              </Field>
            ))}
          </div>
        )}
      </div>
    </Dialog>
  );
}

function bodyOf(template: Template): string {
  const body = template.components.find(({ type }) => type === "BODY");
  return body && "text" in body ? (body.text ?? "") : "";
}

function variables(template: Template): string[] {
  return [...new Set([...bodyOf(template).matchAll(/\{\{\s*([\w]+)\s*\}\}/g)].map((match) => match[1] ?? ""))];
}

function filled(template: Template, values: Record<string, string>): string {
  return bodyOf(template).replace(/\{\{\s*([\w]+)\s*\}\}/g, (whole, name: string) => values[name] || whole);
}
