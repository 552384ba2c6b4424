import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Changes } from "@/features/agent/configs/Changes";
import { History } from "@/features/agent/configs/History";
import type { Overview } from "@/features/agent/configs/queries";
import { useConfigChange } from "@/features/agent/configs/use_config_change";
import { answer, api } from "@/lib/api/client";
import { useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { EmptyState } from "@/ui/EmptyState";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { notify } from "@/ui/notify";
import { Segments } from "@/ui/Segments";

const MOST_NOTE = 300;

/** What the draft changes, to be published or thrown away; and the versions before it. */
export function ChangesDialog({ overview, onClose }: { overview: Overview; onClose: () => void }) {
  const { t } = useTranslation(["agent", "common"]);
  const mayWrite = useMay("agent:write");
  const [part, setPart] = useState<"changes" | "history">("changes");
  const [note, setNote] = useState("");
  const change = useConfigChange();
  const { changes, revision, version, unknown_variables: unknown } = overview;
  const publish = () =>
    change.mutate(() => answer(api.POST("/v1/agent/config/publish", { body: { revision, note: note.trim() } })), {
      onSuccess: (now) => {
        notify(t("agent:configs.published", { version: now?.version ?? version + 1 }));
        onClose();
      },
    });
  const discard = () =>
    change.mutate(
      async () => {
        await answer(api.DELETE("/v1/agent/config/draft", { params: { query: { revision } } }));
        return undefined;
      },
      { onSuccess: onClose },
    );
  const ready = changes.length > 0 && part === "changes" && mayWrite;
  return (
    <Dialog
      wide
      title={t("agent:configs.draft", { version: version + 1 })}
      description={
        changes.length > 0 ? t("agent:configs.count", { count: changes.length }) : t("agent:configs.unchanged")
      }
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        ready && (
          <>
            <Button kind="ghost" className="mr-auto" disabled={change.isPending} onClick={discard}>
              {t("agent:configs.discard")}
            </Button>
            <Button kind="primary" busy={change.isPending} disabled={unknown.length > 0} onClick={publish}>
              {t("agent:configs.publishVersion", { version: version + 1 })}
            </Button>
          </>
        )
      }
    >
      <Segments
        label={t("agent:configs.look")}
        value={part}
        options={[
          { value: "changes", text: t("agent:configs.changes") },
          { value: "history", text: t("agent:configs.history") },
        ]}
        onChange={setPart}
      />
      <div className="pt-4 pb-2">
        {part === "history" ? (
          <History overview={overview} onRestored={() => setPart("changes")} />
        ) : changes.length === 0 ? (
          <EmptyState title={t("agent:configs.noChanges")}>{t("agent:configs.noChangesText")}</EmptyState>
        ) : (
          <>
            <Changes changes={changes} />
            {unknown.length > 0 && (
              <p role="alert" className="mt-3 text-danger text-table">
                {t("agent:configs.unknown", { names: unknown.map(({ name }) => `«${name}»`).join(", ") })}
              </p>
            )}
            {mayWrite && (
              <div className="mt-4">
                <Field label={t("agent:configs.note")} hint={t("agent:configs.noteHint")}>
                  <Input value={note} maxLength={MOST_NOTE} onChange={({ target }) => setNote(target.value)} />
                </Field>
              </div>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}
