import { useQuery } from "@tanstack/react-query";
import { Sparkles, User } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { Section } from "@/features/contacts/Section";
import type { Contact } from "@/features/contacts/types";
import { useContactChange } from "@/features/contacts/use_contact_change";
import { contactFieldsQuery } from "@/lib/business_lists";
import { useBusinessId } from "@/lib/session/me";
import { Input, Select } from "@/ui/Input";

const FieldEvidence = lazy(() =>
  import("@/features/contacts/FieldEvidence").then((module) => ({ default: module.FieldEvidence })),
);

type Field = components["schemas"]["ContactField"];

/** What is known of a contact, and who filled it in; each is changed where it stands. */
export function Fields({ contact, mayWrite }: { contact: Contact; mayWrite: boolean }) {
  const { t, i18n } = useTranslation("contacts");
  const fields = useQuery(contactFieldsQuery(useBusinessId())).data ?? [];
  const change = useContactChange(contact.id);
  const values = contact.fields as Record<string, unknown>;
  const setBy = contact.fields_set_by as Record<string, unknown>;
  const labels = Object.fromEntries(
    fields.map((field) => [field.key, i18n.language === "en" ? field.label_en : field.label_es]),
  );
  return (
    <Section title={t("drawer.fields")}>
      <ul className="text-table">
        <Row
          label={t("drawer.email")}
          type="text"
          value={contact.email}
          onSave={mayWrite ? (email) => change.mutate({ email: email || null }) : null}
        />
        {fields.map((field) => (
          <Row
            key={field.key}
            label={labels[field.key] ?? field.key}
            type={field.type}
            options={field.options}
            value={values[field.key]}
            setBy={setBy[field.key]}
            onSave={mayWrite ? (text) => change.mutate({ fields: { [field.key]: parsed(text, field.type) } }) : null}
          />
        ))}
      </ul>
      {Object.values(setBy).includes("agent") || fields.some((field) => field.extract) ? (
        <Suspense>
          <FieldEvidence contactId={contact.id} labels={labels} mayWrite={mayWrite} />
        </Suspense>
      ) : null}
    </Section>
  );
}

type RowProps = {
  label: string;
  type: Field["type"];
  options?: string[];
  value: unknown;
  setBy?: unknown;
  onSave: ((text: string) => void) | null;
};

function Row({ label, type, options = [], value, setBy, onSave }: RowProps) {
  const { t } = useTranslation("contacts");
  const [editing, setEditing] = useState(false);
  const empty = value === null || value === undefined || value === "";
  const text = empty ? "" : String(value);
  const words = type === "boolean" && !empty ? t(value ? "drawer.yes" : "drawer.no") : text;
  const save = (next: string) => {
    setEditing(false);
    if (next.trim() !== text) onSave?.(next.trim());
  };
  const shown = <span className={empty ? "text-ink-3" : "font-medium"}>{empty ? t("drawer.add") : words}</span>;
  return (
    <li className="flex min-h-[26px] items-center gap-2">
      <span className="w-24 shrink-0 truncate text-ink-2">{label}</span>
      {editing ? (
        <Editor
          label={label}
          type={type}
          options={options}
          text={text}
          onSave={save}
          onLeave={() => setEditing(false)}
        />
      ) : onSave ? (
        <button
          type="button"
          onClick={() => setEditing(true)}
          className="-mx-1 min-h-6 min-w-0 flex-1 truncate rounded-small px-1 text-left hover:bg-hover"
        >
          <span className="sr-only">{label}: </span>
          {shown}
        </button>
      ) : (
        <span className="min-w-0 flex-1 truncate">
          {empty ? <span className="text-ink-3">{t("drawer.empty")}</span> : shown}
        </span>
      )}
      {!empty && setBy !== undefined && <Mark agent={setBy === "agent"} />}
    </li>
  );
}

type EditorProps = {
  label: string;
  type: Field["type"];
  options: string[];
  text: string;
  onSave: (text: string) => void;
  onLeave: () => void;
};

function Editor({ label, type, options, text, onSave, onLeave }: EditorProps) {
  const { t } = useTranslation("contacts");
  const look = "h-9 min-w-0 flex-1 px-2 phone:h-7 phone:text-table";
  if (type === "choice" || type === "boolean") {
    const choices =
      type === "choice"
        ? options.map((each) => [each, each])
        : [
            ["true", t("drawer.yes")],
            ["false", t("drawer.no")],
          ];
    return (
      <Select
        autoFocus
        aria-label={label}
        className={look}
        defaultValue={text}
        onChange={({ target }) => onSave(target.value)}
        onBlur={onLeave}
      >
        <option value="">–</option>
        {choices.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </Select>
    );
  }
  return (
    <Input
      autoFocus
      aria-label={label}
      type={type === "date" ? "date" : "text"}
      inputMode={type === "number" ? "decimal" : undefined}
      className={look}
      defaultValue={text}
      maxLength={500}
      onBlur={({ target }) => onSave(target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") {
          event.currentTarget.value = text;
          onLeave();
        }
      }}
    />
  );
}

function Mark({ agent }: { agent: boolean }) {
  const { t } = useTranslation("contacts");
  const Icon = agent ? Sparkles : User;
  const words = t(agent ? "drawer.byAgent" : "drawer.byPerson");
  const look = agent ? "bg-accent-soft text-accent-ink" : "bg-raised text-ink-2";
  return (
    <span title={words} className={`grid size-5 place-items-center rounded-small ${look}`}>
      <Icon size={12} strokeWidth={2.25} aria-label={words} />
    </span>
  );
}

/** Returns a value as the API takes it; empty takes it away. */
function parsed(text: string, type: Field["type"]): string | number | boolean | null {
  if (!text) return null;
  if (type === "boolean") return text === "true";
  if (type === "number") return Number.isFinite(Number(text.replace(",", "."))) ? Number(text.replace(",", ".")) : text;
  return text;
}
