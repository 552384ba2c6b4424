import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { FormError } from "@/ui/FormError";

type Props = { contacts: string[]; onClose: () => void; onDone: (left: string[]) => void };

/** Asks before contacts are erased. onDone: gets those for which there was no time. */
export function DeleteContactsDialog({ contacts, onClose, onDone }: Props) {
  const { t } = useTranslation(["contacts", "common"]);
  const text = useProblemText();
  const erase = useMutation({
    mutationFn: () => answer(api.POST("/v1/contacts/delete", { body: { contacts } })),
    onSuccess: ({ left }) => onDone(left),
  });
  return (
    <Dialog
      title={t("contacts:delete.title", { count: contacts.length })}
      description={t("contacts:delete.text")}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button kind="danger" busy={erase.isPending} onClick={() => erase.mutate()}>
            {t("contacts:delete.confirm")}
          </Button>
        </>
      }
    >
      <FormError message={erase.error ? text(Problem.of(erase.error)) : undefined} />
    </Dialog>
  );
}
