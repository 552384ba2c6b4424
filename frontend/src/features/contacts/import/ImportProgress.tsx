import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { contactListKey } from "@/features/contacts/queries";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { csv } from "@/lib/csv";
import { putFile, saveFile } from "@/lib/files";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { FormError } from "@/ui/FormError";

const EVERY_MS = 1_000;
const SHOWN = 5;

type Import = components["schemas"]["ContactImport"];

/** Brings the file and follows it: how far, what is new, which rows could not be read and why. */
export function ImportProgress({ file, onClose }: { file: Blob; onClose: () => void }) {
  const { t, i18n } = useTranslation("contacts");
  const text = useProblemText();
  const client = useQueryClient();
  const businessId = useBusinessId();
  const begin = useMutation({
    mutationFn: async () => {
      const made = await answer(api.POST("/v1/contacts/imports", { body: { size: file.size } }));
      await putFile(made.upload_url, new File([file], "contacts.csv", { type: "text/csv" }));
      const path = { import_id: made.id };
      return answer(api.POST("/v1/contacts/imports/{import_id}", { params: { path } }));
    },
  });
  const { mutate, data: begun } = begin;
  useEffect(() => mutate(), [mutate]);
  const id = begun?.id ?? "";
  const state = useQuery({
    queryKey: [businessId, "contact-import", id],
    queryFn: () => answer(api.GET("/v1/contacts/imports/{import_id}", { params: { path: { import_id: id } } })),
    enabled: Boolean(id),
    refetchInterval: ({ state: { data } }) => (isOver(data) ? false : EVERY_MS),
  });
  const shown = state.data ?? begun;
  const over = isOver(shown);
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: contactListKey(businessId) });
  }, [over, client, businessId]);
  const error = begin.error ?? state.error;
  const reason = shown?.reason_message?.[i18n.resolvedLanguage === "en" ? "en" : "es"];
  return (
    <div className="pb-6">
      <div role="status">
        {shown?.state === "done" ? (
          <p className="mb-3 font-medium">{t("import.done", { created: shown.created, updated: shown.updated })}</p>
        ) : (
          !error &&
          shown?.state !== "failed" && <p className="mb-3">{t("import.running", { count: shown?.done ?? 0 })}</p>
        )}
      </div>
      {!over && !error && (
        <progress
          className="mb-3 h-1.5 w-full accent-accent"
          aria-label={t("import.title")}
          {...(shown?.rows ? { value: shown.done, max: shown.rows } : {})}
        />
      )}
      <FormError message={error ? text(Problem.of(error)) : shown?.state === "failed" ? reason : undefined} />
      {shown && shown.failed > 0 && <Failed shown={shown} />}
      {(over || error) && (
        <div className="mt-4 flex justify-end">
          <Button kind="primary" onClick={onClose}>
            {t("import.close")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Rows that could not be read. */
function Failed({ shown }: { shown: Import }) {
  const { t, i18n } = useTranslation("contacts");
  const language = i18n.resolvedLanguage === "en" ? "en" : "es";
  const rows = shown.errors.map(({ line, column, message }) => [line, column, message[language]]);
  const save = () =>
    saveFile("errores.csv", csv([[t("import.line"), t("import.columnName"), t("import.why")], ...rows]));
  return (
    <section aria-label={t("import.failed", { count: shown.failed })} className="rounded-card bg-warn-soft p-4">
      <div className="mb-2 flex items-center justify-between gap-3">
        <h3 className="font-semibold text-warn">{t("import.failed", { count: shown.failed })}</h3>
        <Button size="small" onClick={save}>
          {t("import.save")}
        </Button>
      </div>
      <ul className="text-table">
        {shown.errors.slice(0, SHOWN).map(({ line, column, message }) => (
          <li key={`${line} ${column}`}>
            {t("import.atLine", { line })} {message[language]}
          </li>
        ))}
      </ul>
    </section>
  );
}

function isOver(shown: Import | undefined): boolean {
  return shown?.state === "done" || shown?.state === "failed";
}
