import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "@/features/settings/Loading";
import { repliesQuery } from "@/features/settings/queries";
import { ReplyDialog } from "@/features/settings/replies/ReplyDialog";
import { SettingsPage } from "@/features/settings/SettingsPage";
import type { CannedReply } from "@/features/settings/types";
import { useListChange } from "@/features/settings/use_list_change";
import { answer, api } from "@/lib/api/client";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Confirm } from "@/ui/Confirm";
import { EmptyState } from "@/ui/EmptyState";
import { IconButton } from "@/ui/IconButton";

/** What the team writes again and again, called by a slash. */
export function RepliesPage() {
  const { t } = useTranslation("settings");
  const mayWrite = useMay("replies:write");
  const query = repliesQuery(useBusinessId());
  const loading = useQuery(query);
  const replies = loading.data;
  const change = useListChange(query.queryKey);
  const [edited, setEdited] = useState<CannedReply | "new" | null>(null);
  const [gone, setGone] = useState<CannedReply | null>(null);
  return (
    <SettingsPage
      title={t("pages.replies")}
      text={t("replies.text")}
      action={
        mayWrite && (
          <Button kind="primary" onClick={() => setEdited("new")}>
            <Plus aria-hidden /> {t("replies.add")}
          </Button>
        )
      }
    >
      <Card>
        <Loading query={loading} className="m-5 h-40" />
        {replies?.length === 0 && <EmptyState title={t("replies.none")}>{t("replies.noneText")}</EmptyState>}
        <ul>
          {replies?.map((reply) => (
            <li
              key={reply.id}
              className="flex min-h-14 items-center gap-4 border-line border-b px-5 py-2 last:border-0"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-medium">/{reply.shortcut}</span>
                <span className="line-clamp-2 text-ink-2 text-table">{reply.text}</span>
              </span>
              <span className="hidden shrink-0 text-ink-2 text-table tabular-nums phone:block">
                {t("replies.uses", { count: reply.uses })}
              </span>
              {mayWrite && (
                <>
                  <IconButton
                    small
                    icon={Pencil}
                    label={t("replies.edit", { name: reply.shortcut })}
                    onClick={() => setEdited(reply)}
                  />
                  <IconButton
                    small
                    icon={Trash2}
                    label={t("replies.delete", { name: reply.shortcut })}
                    onClick={() => setGone(reply)}
                  />
                </>
              )}
            </li>
          ))}
        </ul>
      </Card>
      {edited && <ReplyDialog reply={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
      {gone && (
        <Confirm
          title={t("replies.sure", { name: gone.shortcut })}
          text={t("replies.what", { count: gone.uses })}
          action={t("replies.deleteAction")}
          onClose={() => setGone(null)}
          onConfirm={() =>
            change.mutateAsync(() =>
              answer(api.DELETE("/v1/canned-replies/{reply_id}", { params: { path: { reply_id: gone.id } } })),
            )
          }
        />
      )}
    </SettingsPage>
  );
}
