import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactMemory } from "@/features/contacts/queries";
import { useMemoryChange } from "@/features/contacts/use_memory_change";
import { answer, api } from "@/lib/api/client";
import { Button } from "@/ui/Button";
import { Textarea } from "@/ui/Input";
import { Segments } from "@/ui/Segments";

const KINDS = ["preference", "fact", "issue"] as const;
type Props = { contactId: string; memory: ContactMemory | null; onDone: () => void };

/** Writes a memory, or mends one: it is the team's from then on. */
export function MemoryForm({ contactId, memory, onDone }: Props) {
  const { t } = useTranslation(["contacts", "common"]);
  const change = useMemoryChange(contactId);
  const [text, setText] = useState(memory?.text ?? "");
  const [kind, setKind] = useState<ContactMemory["kind"]>(memory?.kind ?? "preference");
  const kinds = memory?.kind === "summary" ? [...KINDS, "summary" as const] : [...KINDS];
  const save = () => {
    const body = { kind, text: text.trim() };
    const path = { contact_id: contactId };
    change.mutate(
      () =>
        memory
          ? answer(
              api.PATCH("/v1/contacts/{contact_id}/memories/{memory_id}", {
                params: { path: { ...path, memory_id: memory.id } },
                body,
              }),
            )
          : answer(api.POST("/v1/contacts/{contact_id}/memories", { params: { path }, body })),
      { onSuccess: onDone },
    );
  };
  return (
    <div className="flex flex-col gap-2">
      <Textarea
        autoFocus
        rows={2}
        value={text}
        maxLength={200}
        aria-label={t("contacts:memory.text")}
        onChange={({ target }) => setText(target.value)}
      />
      <Segments
        label={t("contacts:memory.kind")}
        value={kind}
        options={kinds.map((value) => ({ value, text: t(`contacts:memory.kinds.${value}`) }))}
        onChange={setKind}
      />
      <div className="flex justify-end gap-2">
        <Button size="small" onClick={onDone}>
          {t("common:cancel")}
        </Button>
        <Button size="small" kind="primary" busy={change.isPending} disabled={!text.trim()} onClick={save}>
          {t("common:save")}
        </Button>
      </div>
    </div>
  );
}
