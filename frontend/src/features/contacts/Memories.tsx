import { useQuery } from "@tanstack/react-query";
import { EyeOff, Pencil, Plus, Sparkles, Trash2, User } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MemoryForm } from "@/features/contacts/MemoryForm";
import { type ContactMemory, memoriesQuery } from "@/features/contacts/queries";
import { Section } from "@/features/contacts/Section";
import { useMemoryChange } from "@/features/contacts/use_memory_change";
import { answer, api } from "@/lib/api/client";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { classes } from "@/ui/classes";
import { IconButton } from "@/ui/IconButton";

type Props = { contactId: string; mayWrite: boolean };

/** What the agent remembers of a contact. Nothing is there until it remembers something or somebody writes it. */
export default function Memories({ contactId, mayWrite }: Props) {
  const { t } = useTranslation("contacts");
  const { data: memories = [] } = useQuery(memoriesQuery(useBusinessId(), contactId));
  const [edited, setEdited] = useState<string | null>(null);
  return (
    <Section title={t("memory.title")}>
      <ul className="flex flex-col gap-2">
        {memories.map((memory) =>
          edited === memory.id ? (
            <li key={memory.id}>
              <MemoryForm contactId={contactId} memory={memory} onDone={() => setEdited(null)} />
            </li>
          ) : (
            <Memory
              key={memory.id}
              contactId={contactId}
              memory={memory}
              mayWrite={mayWrite}
              onEdit={() => setEdited(memory.id)}
            />
          ),
        )}
      </ul>
      {memories.length === 0 && edited === null && <p className="text-ink-2 text-table">{t("memory.none")}</p>}
      {edited === "new" && (
        <div className="mt-3">
          <MemoryForm contactId={contactId} memory={null} onDone={() => setEdited(null)} />
        </div>
      )}
      {mayWrite && edited === null && (
        <Button size="small" kind="ghost" className="-ml-3 mt-1" onClick={() => setEdited("new")}>
          <Plus aria-hidden /> {t("memory.add")}
        </Button>
      )}
    </Section>
  );
}

function Memory({ contactId, memory, mayWrite, onEdit }: Props & { memory: ContactMemory; onEdit: () => void }) {
  const { t } = useTranslation("contacts");
  const change = useMemoryChange(contactId);
  const params = { path: { contact_id: contactId, memory_id: memory.id } };
  const path = "/v1/contacts/{contact_id}/memories/{memory_id}";
  const Source = memory.source === "ai" ? Sparkles : User;
  return (
    <li className="group flex items-start gap-2">
      <span
        role="img"
        aria-label={t(`memory.sources.${memory.source}`)}
        className={classes(
          "mt-0.5 grid size-5 shrink-0 place-items-center rounded-small",
          memory.source === "ai" ? "bg-accent-soft text-accent-ink" : "bg-raised text-ink-2",
        )}
      >
        <Source size={12} strokeWidth={2.25} aria-hidden />
      </span>
      <p
        className={classes(
          "min-w-0 flex-1 text-table [overflow-wrap:anywhere]",
          memory.hidden && "text-ink-2 line-through",
        )}
      >
        {memory.text}
        <span className="text-ink-2 text-meta">
          {` · ${t(`memory.kinds.${memory.kind}`)}`}
          {memory.hidden && ` · ${t("memory.hidden")}`}
        </span>
      </p>
      {mayWrite && (
        <span className="-mt-1 flex shrink-0">
          <IconButton small icon={Pencil} label={t("memory.edit", { text: memory.text })} onClick={onEdit} />
          <IconButton
            small
            icon={EyeOff}
            label={t(memory.hidden ? "memory.show" : "memory.hide", { text: memory.text })}
            onClick={() => change.mutate(() => answer(api.PATCH(path, { params, body: { hidden: !memory.hidden } })))}
          />
          <IconButton
            small
            icon={Trash2}
            label={t("memory.delete", { text: memory.text })}
            onClick={() => change.mutate(() => answer(api.DELETE(path, { params })))}
          />
        </span>
      )}
    </li>
  );
}
