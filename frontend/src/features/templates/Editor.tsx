import { useQuery } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EditorBar } from "@/features/templates/EditorBar";
import { EditorForm } from "@/features/templates/EditorForm";
import { PhonePreview } from "@/features/templates/PhonePreview";
import { isEditable, isOpen, isWritable, type Template } from "@/features/templates/types";
import { useEditor } from "@/features/templates/use_editor";
import { instancesQuery } from "@/lib/business_lists";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";

/** A template is written at the left; at the right it is as a customer's phone shows it. */
export function Editor({ template }: { template: Template }) {
  const { t } = useTranslation("templates");
  const text = useProblemText();
  const editor = useEditor(template);
  const [file, setFile] = useState<File | null>(null);
  const numbers = useQuery(instancesQuery(useBusinessId())).data ?? [];
  const number = numbers.find(({ account_id, state }) => account_id === template.account_id && state !== "deleted");
  const mayWrite = useMay("templates:write");
  const disabled = !mayWrite || !isEditable(template);
  const { dirty, saveProblem, submitProblem } = editor;
  useBlocker({
    // What was written last is kept on the way out; only where that fails one is asked.
    shouldBlockFn: () =>
      editor.flush().then(
        () => false,
        () => !window.confirm(t("leave")),
      ),
    enableBeforeUnload: dirty,
    disabled: !dirty,
  });
  return (
    <div className="flex h-full flex-col">
      <EditorBar template={template} editor={editor} />
      <div className="min-h-0 flex-1 overflow-y-auto lg:flex lg:overflow-hidden">
        <div className="min-w-0 flex-1 bg-surface px-4 py-5 phone:px-8 lg:overflow-y-auto">
          <div className="flex max-w-[752px] flex-col gap-5">
            {!mayWrite && <Notice>{t("readOnly")}</Notice>}
            {!isOpen(template) && <Notice>{t("locked")}</Notice>}
            {!isWritable(template) && <Notice>{t("notHere")}</Notice>}
            {template.status === "REJECTED" && (
              <Notice danger>{t("rejected", { reason: template.reason ?? "" })}</Notice>
            )}
            {template.draft && <Notice>{t("hasDraft")}</Notice>}
            {saveProblem && (
              <Notice danger>
                {t("notSaved")} {text(saveProblem)} {saveProblem.fields.map(({ problem }) => problem).join(" ")}
                <Button size="small" className="ml-2" onClick={() => void editor.flush().catch(() => undefined)}>
                  {t("retry")}
                </Button>
              </Notice>
            )}
            {submitProblem && submitProblem.code !== "template_invalid" && (
              <Notice danger>{text(submitProblem)}</Notice>
            )}
            {submitProblem?.code === "template_invalid" && <Notice danger>{t("notSubmitted")}</Notice>}
            <EditorForm
              template={template}
              editor={editor}
              disabled={disabled}
              instanceId={number?.id ?? null}
              file={file}
              onFile={setFile}
            />
          </div>
        </div>
        <aside
          aria-label={t("preview.label")}
          className="shrink-0 border-line border-t bg-bg lg:w-[400px] lg:overflow-y-auto lg:border-t-0 lg:border-l"
        >
          <PhonePreview wording={editor.wording} file={file} />
        </aside>
      </div>
    </div>
  );
}

function Notice({ danger = false, children }: { danger?: boolean; children: React.ReactNode }) {
  return (
    <p
      role={danger ? "alert" : "note"}
      className={`rounded-control px-3 py-2 text-table ${danger ? "bg-danger-soft text-danger" : "bg-info-soft text-info"}`}
    >
      {children}
    </p>
  );
}
