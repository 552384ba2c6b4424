import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, ChevronDown, Pencil, Plus, Sparkles, User, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { contactFieldsQuery, contactNotesQuery, contactQuery, membersQuery, tagsQuery } from "@/features/inbox/queries";
import type { Contact } from "@/features/inbox/types";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { phone } from "@/lib/format/text";
import { exact, short } from "@/lib/format/time";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay, usePlace } from "@/lib/session/me";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { TagChip } from "@/ui/Chip";
import { IconButton } from "@/ui/IconButton";
import { Input, Textarea } from "@/ui/Input";
import { Menu, MenuItem } from "@/ui/Menu";
import { notifyProblem } from "@/ui/notify";
import { Skeleton } from "@/ui/Skeleton";

type Update = components["schemas"]["UpdateContact"];

/** Who the customer is: name, tags, who answers, fields with who filled them, notes. */
export function ContactDrawer({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const { t } = useTranslation(["inbox", "common"]);
  const { data: contact } = useQuery(contactQuery(useBusinessId(), contactId));
  return (
    <aside
      aria-label={t("inbox:contact.title")}
      className="flex w-full shrink-0 flex-col border-line border-l bg-surface phone:w-80"
    >
      <header className="flex h-[60px] shrink-0 items-center border-line border-b pr-2 pl-5">
        <h2 className="flex-1 font-semibold text-section">{t("inbox:contact.title")}</h2>
        <IconButton icon={X} label={t("common:close")} onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">{contact ? <Details contact={contact} /> : <Waiting />}</div>
    </aside>
  );
}

function useContactChange(contactId: string) {
  const client = useQueryClient();
  const businessId = useBusinessId();
  const text = useProblemText();
  return useMutation({
    mutationFn: (body: Update) =>
      answer(api.PATCH("/v1/contacts/{contact_id}", { params: { path: { contact_id: contactId } }, body })),
    onSuccess: (contact) => client.setQueryData(contactQuery(businessId, contactId).queryKey, contact),
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
}

function Details({ contact }: { contact: Contact }) {
  const mayWrite = useMay("contacts:write");
  return (
    <>
      <Section>
        <Name contact={contact} mayWrite={mayWrite} />
        <Tags contact={contact} mayWrite={mayWrite} />
        <Assignee contact={contact} />
      </Section>
      <Fields contact={contact} />
      <Notes contactId={contact.id} mayWrite={mayWrite} />
    </>
  );
}

function Section({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className="border-line border-b px-5 py-3.5">
      {title && <h3 className="mb-2 font-semibold text-table">{title}</h3>}
      {children}
    </section>
  );
}

function Name({ contact, mayWrite }: { contact: Contact; mayWrite: boolean }) {
  const { t } = useTranslation(["inbox", "common"]);
  const change = useContactChange(contact.id);
  const [name, setName] = useState<string | null>(null);
  const shown = contact.name ?? contact.profile_name;
  const number = contact.phone ? phone(contact.phone) : contact.username;
  const save = () => {
    if (name?.trim() && name !== contact.name) change.mutate({ name: name.trim() });
    setName(null);
  };
  return (
    <div className="flex items-center gap-3">
      <Avatar id={contact.id} name={shown} size={64} />
      <div className="min-w-0 flex-1">
        {name === null ? (
          <p className="truncate font-semibold text-section">{shown ?? t("inbox:unknown")}</p>
        ) : (
          <Input
            autoFocus
            value={name}
            aria-label={t("inbox:contact.name")}
            maxLength={200}
            onChange={({ target }) => setName(target.value)}
            onKeyDown={({ key }) => (key === "Enter" ? save() : key === "Escape" && setName(null))}
          />
        )}
        <p className="text-ink-2 text-table">{number}</p>
      </div>
      {mayWrite && (
        <IconButton
          small
          icon={name === null ? Pencil : Check}
          label={name === null ? t("inbox:contact.rename") : t("common:save")}
          onClick={() => (name === null ? setName(shown ?? "") : save())}
        />
      )}
    </div>
  );
}

function Tags({ contact, mayWrite }: { contact: Contact; mayWrite: boolean }) {
  const { t } = useTranslation("inbox");
  const tags = useQuery(tagsQuery(useBusinessId())).data ?? [];
  const change = useContactChange(contact.id);
  const has = (id: string) => contact.tags.some((tag) => tag.id === id);
  const toggle = (id: string) => {
    const ids = contact.tags.map((tag) => tag.id);
    change.mutate({ tags: has(id) ? ids.filter((each) => each !== id) : [...ids, id] });
  };
  return (
    <div className="mt-3 flex flex-wrap gap-1.5">
      {contact.tags.map((tag) => (
        <TagChip key={tag.id} name={tag.name} colour={tag.colour} />
      ))}
      {mayWrite && tags.length > 0 && (
        <Menu
          trigger={
            <button
              type="button"
              aria-label={t("contact.tags")}
              className="grid size-6 place-items-center rounded-control border border-line-2 text-ink-2 hover:bg-hover"
            >
              <Plus size={14} aria-hidden />
            </button>
          }
        >
          {tags.map((tag) => (
            <MenuItem key={tag.id} checked={has(tag.id)} onSelect={() => toggle(tag.id)}>
              {tag.name}
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  );
}

function Assignee({ contact }: { contact: Contact }) {
  const { t } = useTranslation("inbox");
  const client = useQueryClient();
  const businessId = useBusinessId();
  const text = useProblemText();
  const mayAssign = useMay("contacts:write");
  const members = useQuery(membersQuery(businessId)).data ?? [];
  const holder = members.find(({ user_id }) => user_id === contact.assigned_to);
  const assign = async (userId: string | null) => {
    try {
      await answer(
        api.POST("/v1/contacts/{contact_id}/assignee", {
          params: { path: { contact_id: contact.id } },
          body: { user_id: userId },
        }),
      );
      await client.invalidateQueries({ queryKey: contactQuery(businessId, contact.id).queryKey });
    } catch (error) {
      notifyProblem(text(Problem.of(error)));
    }
  };
  const shown = (
    <>
      {holder && <Avatar id={holder.user_id} name={holder.name} size={20} />}
      <span className="flex-1 truncate text-left font-medium">{holder?.name ?? t("contact.nobody")}</span>
    </>
  );
  return (
    <div className="mt-3 flex items-center gap-2 text-table">
      <span className="w-24 shrink-0 text-ink-2">{t("contact.assignee")}</span>
      {mayAssign ? (
        <Menu
          trigger={
            <button
              type="button"
              className="flex min-h-7 min-w-0 flex-1 items-center gap-2 rounded-control hover:bg-hover"
            >
              {shown}
              <ChevronDown size={16} strokeWidth={1.9} aria-hidden />
            </button>
          }
        >
          <MenuItem checked={!holder} onSelect={() => void assign(null)}>
            {t("contact.nobody")}
          </MenuItem>
          {members.map(({ user_id, name }) => (
            <MenuItem key={user_id} checked={user_id === contact.assigned_to} onSelect={() => void assign(user_id)}>
              {name}
            </MenuItem>
          ))}
        </Menu>
      ) : (
        shown
      )}
    </div>
  );
}

function Fields({ contact }: { contact: Contact }) {
  const { t, i18n } = useTranslation("inbox");
  const fields = useQuery(contactFieldsQuery(useBusinessId())).data ?? [];
  const values = contact.fields as Record<string, unknown>;
  const setBy = contact.fields_set_by as Record<string, unknown>;
  return (
    <Section title={t("contact.fields")}>
      <dl className="text-table">
        <Row label={t("contact.email")} value={contact.email} />
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
  const { t } = useTranslation("inbox");
  const empty = value === null || value === undefined || value === "";
  const agent = setBy === "agent";
  const Icon = agent ? Sparkles : User;
  return (
    <div className="flex min-h-[26px] items-center gap-2">
      <dt className="w-24 shrink-0 truncate text-ink-2">{label}</dt>
      <dd className={empty ? "flex-1 text-ink-3" : "min-w-0 flex-1 truncate font-medium"}>
        {empty ? t("contact.empty") : String(value)}
      </dd>
      {!empty && setBy !== undefined && (
        <span
          title={t(agent ? "contact.byAgent" : "contact.byPerson")}
          className={
            agent
              ? "grid size-5 place-items-center rounded-small bg-accent-soft text-accent-ink"
              : "grid size-5 place-items-center rounded-small bg-raised text-ink-2"
          }
        >
          <Icon size={12} strokeWidth={2.25} aria-label={t(agent ? "contact.byAgent" : "contact.byPerson")} />
        </span>
      )}
    </div>
  );
}

function Notes({ contactId, mayWrite }: { contactId: string; mayWrite: boolean }) {
  const { t } = useTranslation(["inbox", "common"]);
  const place = usePlace();
  const client = useQueryClient();
  const businessId = useBusinessId();
  const text = useProblemText();
  const [note, setNote] = useState<string | null>(null);
  const { data: notes = [] } = useQuery(contactNotesQuery(businessId, contactId));
  const add = useMutation({
    mutationFn: (body: string) =>
      answer(
        api.POST("/v1/contacts/{contact_id}/notes", {
          params: { path: { contact_id: contactId } },
          body: { text: body },
        }),
      ),
    onSuccess: () => {
      setNote(null);
      void client.invalidateQueries({ queryKey: contactNotesQuery(businessId, contactId).queryKey });
    },
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
  return (
    <Section title={t("inbox:contact.notes")}>
      {notes.map((each) => (
        <div key={each.id} className="mb-3 text-table">
          <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{each.text}</p>
          <p className="mt-0.5 text-ink-3 text-meta" title={exact(each.created_at, place)}>
            {short(each.created_at, new Date(), place, t("common:yesterday"))}
          </p>
        </div>
      ))}
      {mayWrite && note === null && (
        <Button size="small" kind="ghost" className="-ml-3" onClick={() => setNote("")}>
          <Plus aria-hidden /> {t("inbox:contact.addNote")}
        </Button>
      )}
      {note !== null && (
        <div className="flex flex-col gap-2">
          <Textarea
            autoFocus
            rows={3}
            value={note}
            maxLength={4000}
            aria-label={t("inbox:contact.addNote")}
            onChange={({ target }) => setNote(target.value)}
          />
          <div className="flex justify-end gap-2">
            <Button size="small" onClick={() => setNote(null)}>
              {t("common:cancel")}
            </Button>
            <Button
              size="small"
              kind="primary"
              busy={add.isPending}
              disabled={!note.trim()}
              onClick={() => add.mutate(note.trim())}
            >
              {t("common:save")}
            </Button>
          </div>
        </div>
      )}
    </Section>
  );
}

function Waiting() {
  return (
    <div className="flex flex-col gap-4 p-5">
      <Skeleton className="size-16 rounded-full" />
      <Skeleton className="h-5 w-2/3" />
      <Skeleton className="h-24" />
    </div>
  );
}
