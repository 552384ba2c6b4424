import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ChooseFile } from "@/features/contacts/import/ChooseFile";
import { ImportProgress } from "@/features/contacts/import/ImportProgress";
import { Mapping } from "@/features/contacts/import/Mapping";
import type { Sheet } from "@/features/contacts/import/sheet";
import { Dialog } from "@/ui/Dialog";

/** Contacts out of a file: it is chosen, its columns are named, then it is read row by row. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["contacts", "common"]);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [file, setFile] = useState<Blob | null>(null);
  return (
    <Dialog wide title={t("contacts:import.title")} closeLabel={t("common:close")} onClose={onClose}>
      {file ? (
        <ImportProgress file={file} onClose={onClose} />
      ) : sheet ? (
        <Mapping sheet={sheet} onBack={() => setSheet(null)} onReady={setFile} />
      ) : (
        <ChooseFile onRead={setSheet} />
      )}
    </Dialog>
  );
}
