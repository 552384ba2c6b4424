import { useQuery } from "@tanstack/react-query";
import { Sparkles, User } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Section } from "@/features/contacts/Section";
import type { Contact } from "@/features/contacts/types";
import { contactFieldsQuery } from "@/lib/business_lists";
import { useBusinessId } from "@/lib/session/me";

/** What is known of a contact, and who filled it in. */
export function Fields({ contact }: { contact: Contact }) {
  const { t, i18n } = useTranslation("contacts");
  const fields = useQuery(contactFieldsQuery(useBusinessId())).data ?? [];
  const values = contact.fields as Record<string, unknown>;
  const setBy = contact.fields_set_by as Record<string, unknown>;
  return (
    <Section title={t("drawer.fields")}>
      <dl className="text-table">
        <Row label={t("drawer.email")} value={contact.email} />
        {fields.map((field) => (
          <Row
            key={field.key}
            label={i18n.language === "en" ? field.label_en : field.label_es}
            value={values[field.key]}
            setBy={setBy[field.key]}
          />
        ))}
      </dl>
    </Section>
  );
}

function Row({ label, value, setBy }: { label: string; value: unknown; setBy?: unknown }) {
  const { t } = useTranslation("contacts");
  const empty = value === null || value === undefined || value === "";
  const agent = setBy === "agent";
  const Icon = agent ? Sparkles : User;
  return (
    <div className="flex min-h-[26px] items-center gap-2">
      <dt className="w-24 shrink-0 truncate text-ink-2">{label}</dt>
      <dd className={empty ? "flex-1 text-ink-3" : "min-w-0 flex-1 truncate font-medium"}>
        {empty ? t("drawer.empty") : String(value)}
      </dd>
      {!empty && setBy !== undefined && (
        <span
          title={t(agent ? "drawer.byAgent" : "drawer.byPerson")}
          className={
            agent
              ? "grid size-5 place-items-center rounded-small bg-accent-soft text-accent-ink"
              : "grid size-5 place-items-center rounded-small bg-raised text-ink-2"
          }
        >
          <Icon size={12} strokeWidth={2.25} aria-label={t(agent ? "drawer.byAgent" : "drawer.byPerson")} />
        </span>
      )}
    </div>
  );
}
