import { Clock, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TemplateDialog } from "@/features/inbox/TemplateDialog";
import type { Conversation } from "@/features/inbox/types";
import { put } from "@/lib/outbox/outbox";
import { Button } from "@/ui/Button";
import { notify } from "@/ui/notify";

/** In place of the composer when the customer has not written for a day: only a template may be sent. */
export function WindowClosed({ conversation, draft }: { conversation: Conversation; draft: string }) {
  const { t } = useTranslation("inbox");
  const [choosing, setChoosing] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(draft);
    notify(t("window.copied"));
  };
  return (
    <div className="flex flex-col gap-2">
      {draft && (
        <div className="flex items-center gap-2 rounded-control bg-raised px-3 py-2 text-table">
          <p className="line-clamp-2 min-w-0 flex-1">
            <span className="font-medium text-draft">{t("list.draft")}</span> {draft}
          </p>
          <Button size="small" kind="ghost" onClick={() => void copy()}>
            <Copy aria-hidden /> {t("window.copy")}
          </Button>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3 rounded-card border border-line-2 bg-raised px-4 py-3">
        <Clock size={20} strokeWidth={1.75} aria-hidden className="text-ink-2" />
        <p className="min-w-48 flex-1 text-ink-2">{t("window.closed")}</p>
        <Button kind="primary" onClick={() => setChoosing(true)}>
          {t("window.choose")}
        </Button>
      </div>
      {choosing && (
        <TemplateDialog
          instanceId={conversation.instance_id}
          onClose={() => setChoosing(false)}
          onSend={(content) => {
            put(conversation.id, content, null);
            setChoosing(false);
          }}
        />
      )}
    </div>
  );
}
