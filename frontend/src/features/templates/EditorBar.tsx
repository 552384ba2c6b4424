import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { StatusChip } from "@/features/templates/StatusChip";
import { TemplateMenu } from "@/features/templates/TemplateMenu";
import { canSubmit, isEditable, type Template } from "@/features/templates/types";
import type { Editor } from "@/features/templates/use_editor";
import { ago } from "@/lib/format/time";
import { useMay, usePlace } from "@/lib/session/me";
import { useMinute } from "@/lib/use_minute";
import { Button } from "@/ui/Button";

/** Which template it is, whether it is saved, and what comes next. */
export function EditorBar({ template, editor }: { template: Template; editor: Editor }) {
  const { t } = useTranslation(["templates", "common"]);
  const navigate = useNavigate();
  const place = usePlace();
  const now = useMinute();
  const mayWrite = useMay("templates:write");
  const editable = mayWrite && isEditable(template);
  const { savedAt, saving, dirty } = editor;
  const state =
    saving || dirty
      ? t("templates:saving")
      : savedAt &&
        t("templates:savedAt", {
          when:
            now - savedAt.getTime() < 60_000
              ? t("templates:justNow")
              : ago(savedAt, new Date(now), place, t("common:yesterday")),
        });
  const leave = () =>
    editor.flush().then(
      () => navigate({ to: "/templates" }),
      () => undefined,
    );
  return (
    <header className="flex min-h-16 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-surface px-4 py-2 phone:px-8">
      <Link
        to="/templates"
        aria-label={t("templates:back")}
        className="-ml-2 grid size-10 place-items-center rounded-bubble text-ink-2 hover:bg-hover"
      >
        <ArrowLeft size={20} strokeWidth={1.75} aria-hidden />
      </Link>
      <h1 className="min-w-0 truncate font-semibold text-section">{template.name}</h1>
      <StatusChip status={template.status} />
      <p role="status" className="min-w-0 flex-1 truncate text-ink-2 text-table">
        {editable && !editor.saveProblem && state}
      </p>
      {mayWrite && <TemplateMenu template={template} editor={editor} />}
      {editable && (
        <>
          <Button onClick={() => void leave()}>{t("templates:saveAndLeave")}</Button>
          <Button
            kind="primary"
            busy={editor.submitting}
            disabled={!canSubmit(template) && !dirty}
            onClick={() => void editor.submit().catch(() => undefined)}
          >
            {t("templates:submit")}
          </Button>
        </>
      )}
    </header>
  );
}
