import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { contactNotesQuery } from "@/features/contacts/queries";
import { Section } from "@/features/contacts/Section";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { exact, short } from "@/lib/format/time";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Textarea } from "@/ui/Input";
import { notifyProblem } from "@/ui/notify";

/** What the team wrote down about a contact. */
export function Notes({ contactId, mayWrite }: { contactId: string; mayWrite: boolean }) {
  const { t } = useTranslation(["contacts", "common"]);
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
    <Section title={t("contacts:drawer.notes")}>
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
          <Plus aria-hidden /> {t("contacts:drawer.addNote")}
        </Button>
      )}
      {note !== null && (
        <div className="flex flex-col gap-2">
          <Textarea
            autoFocus
            rows={3}
            value={note}
            maxLength={4000}
            aria-label={t("contacts:drawer.addNote")}
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
