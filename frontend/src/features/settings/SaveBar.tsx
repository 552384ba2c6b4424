import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";

type Props = { words?: string; busy: boolean; problem?: string | undefined; onDiscard: () => void; onSave: () => void };

/** Stands at the foot while something is not saved; who leaves is asked. */
export function SaveBar({ words, busy, problem, onDiscard, onSave }: Props) {
  const { t } = useTranslation("settings");
  useBlocker({ shouldBlockFn: () => !window.confirm(t("leave")), enableBeforeUnload: true });
  return (
    <div className="flex min-h-16 shrink-0 flex-wrap items-center gap-2 border-line border-t bg-surface px-4 py-2 phone:px-10">
      <p role={problem ? "alert" : "status"} className="flex min-w-0 flex-1 items-center gap-2 text-ink-2 text-table">
        <span aria-hidden className="size-2 shrink-0 rounded-full bg-amber" />
        <span className={problem ? "text-danger" : ""}>{problem ?? words ?? t("unsaved")}</span>
      </p>
      <Button kind="ghost" onClick={onDiscard}>
        {t("discard")}
      </Button>
      <Button kind="primary" busy={busy} onClick={onSave}>
        {t("save")}
      </Button>
    </div>
  );
}
