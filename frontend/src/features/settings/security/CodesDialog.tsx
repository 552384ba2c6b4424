import { useTranslation } from "react-i18next";
import { saveFile } from "@/lib/files";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { notify } from "@/ui/notify";

/** The codes for when the phone is lost. They are shown once. */
export function CodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useTranslation(["settings", "common"]);
  const text = `${codes.join("\n")}\n`;
  return (
    <Dialog
      title={t("settings:codes.title")}
      description={t("settings:codes.text")}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          <Button
            onClick={() => void navigator.clipboard.writeText(text).then(() => notify(t("settings:codes.copied")))}
          >
            {t("settings:codes.copy")}
          </Button>
          <Button onClick={() => saveFile("recado.txt", text, "text/plain")}>{t("settings:codes.download")}</Button>
          <Button kind="primary" onClick={onClose}>
            {t("settings:codes.done")}
          </Button>
        </>
      }
    >
      <ul className="mb-2 grid grid-cols-2 gap-2">
        {codes.map((code) => (
          <li key={code} className="rounded-control bg-raised py-2 text-center">
            <code className="select-all">{code}</code>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
