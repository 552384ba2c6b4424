import { FileSpreadsheet } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { MOST_BYTES, readSheet, type Sheet } from "@/features/contacts/import/sheet";
import { Button } from "@/ui/Button";
import { classes } from "@/ui/classes";
import { FormError } from "@/ui/FormError";

/** A CSV, dropped or picked. */
export function ChooseFile({ onRead }: { onRead: (sheet: Sheet) => void }) {
  const { t } = useTranslation("contacts");
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const picker = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) return setProblem(t("import.tooLarge"));
    const sheet = await readSheet(file);
    if (sheet) onRead(sheet);
    else setProblem(t("import.empty"));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is one way; the button is the other
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer.files[0]);
      }}
      className={classes(
        "mb-6 flex flex-col items-center gap-3 rounded-card border border-edge border-dashed px-6 py-10 text-center",
        over && "bg-accent-soft",
      )}
    >
      <FileSpreadsheet size={32} strokeWidth={1.5} aria-hidden className="text-ink-2" />
      <p className="max-w-[420px] text-ink-2">{t("import.text")}</p>
      <Button kind="primary" onClick={() => picker.current?.click()}>
        {t("import.choose")}
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".csv,text/csv,text/plain"
        hidden
        aria-label={t("import.choose")}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0]);
          currentTarget.value = "";
        }}
      />
      <FormError message={problem} />
    </div>
  );
}
