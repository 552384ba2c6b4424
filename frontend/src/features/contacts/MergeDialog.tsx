import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { contactQuery, mergesKey } from "@/features/contacts/queries";
import type { Contact } from "@/features/contacts/types";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { phone } from "@/lib/format/text";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { FormError } from "@/ui/FormError";
import { notify } from "@/ui/notify";
import { SearchBox } from "@/ui/SearchBox";

const MOST = 6;

/** Another contact of the same person becomes part of this one; it can be undone. */
export function MergeDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation(["contacts", "common"]);
  const text = useProblemText();
  const client = useQueryClient();
  const businessId = useBusinessId();
  const [words, setWords] = useState("");
  const [other, setOther] = useState<Contact | null>(null);
  const people = useQuery({
    queryKey: [businessId, "contact", "merge", words],
    queryFn: async () =>
      (await answer(api.GET("/v1/contacts", { params: { query: { search: words, limit: MOST } } }))).items,
    enabled: words.length > 0,
  }).data;
  const merge = useMutation({
    mutationFn: (source: Contact) =>
      answer(
        api.POST("/v1/contacts/{contact_id}/merge", {
          params: { path: { contact_id: contact.id } },
          body: { contact_id: source.id },
        }),
      ),
    onSuccess: ({ contact: merged }) => {
      client.setQueryData(contactQuery(businessId, contact.id).queryKey, merged);
      void client.invalidateQueries({ queryKey: mergesKey(businessId, contact.id) });
      void client.invalidateQueries({ queryKey: [businessId, "contact-timeline", contact.id] });
      notify(t("contacts:merge.done"));
      onClose();
    },
  });
  return (
    <Dialog
      title={t("contacts:merge.title")}
      description={t("contacts:merge.text", { name: contact.name ?? contact.profile_name ?? "" })}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" disabled={!other} busy={merge.isPending} onClick={() => other && merge.mutate(other)}>
            {t("contacts:merge.action")}
          </Button>
        </>
      }
    >
      <SearchBox autoFocus value={words} label={t("contacts:merge.search")} onSearch={setWords} />
      <ul className="my-3 flex min-h-40 flex-col gap-1">
        {people
          ?.filter(({ id }) => id !== contact.id)
          .map((each) => (
            <li key={each.id}>
              <button
                type="button"
                aria-pressed={each.id === other?.id}
                onClick={() => setOther(each)}
                className="flex min-h-12 w-full items-center gap-3 rounded-control px-2 text-left hover:bg-hover aria-pressed:bg-accent-soft"
              >
                <Avatar id={each.id} name={each.name ?? each.profile_name} size={32} />
                <span className="min-w-0 flex-1 truncate">
                  {each.name ?? each.profile_name ?? t("contacts:unknown")}
                </span>
                <span className="text-ink-2 text-table">{each.phone ? phone(each.phone) : each.username}</span>
              </button>
            </li>
          ))}
      </ul>
      <FormError message={merge.error ? text(Problem.of(merge.error)) : undefined} />
    </Dialog>
  );
}
