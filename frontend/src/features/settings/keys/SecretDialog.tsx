import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { notify } from "@/ui/notify";

/** The secret of a new key. It is shown once. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation(["settings", "common"]);
  return (
    <Dialog
      title={t("settings:keys.secret")}
      description={t("settings:keys.secretText")}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          <Button
            onClick={() => void navigator.clipboard.writeText(secret).then(() => notify(t("settings:keys.copied")))}
          >
            <Copy aria-hidden /> {t("settings:keys.copy")}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {t("settings:keys.kept")}
          </Button>
        </>
      }
    >
      <code className="mb-2 block select-all break-all rounded-control bg-raised px-3 py-2.5">{secret}</code>
    </Dialog>
  );
}
