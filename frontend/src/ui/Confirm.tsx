import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

type Props = { title: string; text: string; action: string; onClose: () => void; onConfirm: () => Promise<unknown> };

/** Asks before something that cannot be taken back. A refusal is said elsewhere; the dialog closes either way. */
export function Confirm({ title, text, action, onClose, onConfirm }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    await onConfirm().catch(() => undefined);
    onClose();
  };
  return (
    <Dialog
      title={title}
      description={text}
      closeLabel={t("close")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind="danger" busy={busy} onClick={() => void confirm()}>
            {action}
          </Button>
        </>
      }
    />
  );
}
