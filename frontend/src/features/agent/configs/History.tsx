import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Overview, type Version, versionsQuery } from "@/features/agent/configs/queries";
import { useConfigChange } from "@/features/agent/configs/use_config_change";
import { VersionRow } from "@/features/agent/configs/VersionRow";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

type Props = { overview: Overview; onRestored: () => void };

/** The versions of the agent, the newest first; an old one becomes the draft. */
export function History({ overview, onRestored }: Props) {
  const { t } = useTranslation("agent");
  const text = useProblemText();
  const query = useInfiniteQuery(versionsQuery(useBusinessId()));
  const change = useConfigChange();
  const [sure, setSure] = useState<Version | null>(null);
  const restore = (id: string) =>
    change.mutateAsync(() =>
      answer(
        api.POST("/v1/agent/config/versions/{config_id}/restore", {
          params: { path: { config_id: id } },
          body: { revision: overview.revision },
        }),
      ),
    );
  const choose = (version: Version) => {
    if (overview.changes.length > 0) setSure(version);
    else void restore(version.id).then(onRestored, () => undefined);
  };
  if (query.isError)
    return (
      <ErrorState
        title={t("configs.historyFailed")}
        text={text(Problem.of(query.error))}
        retry={t("configs.retry")}
        onRetry={() => void query.refetch()}
        requestId={Problem.of(query.error).requestId}
      />
    );
  if (!query.data) return <Skeleton className="h-40 rounded-card" />;
  const versions = query.data.pages.flatMap(({ items }) => items);
  return (
    <>
      {versions.length === 0 && <p className="py-6 text-center text-ink-2">{t("configs.noHistory")}</p>}
      <ul className="flex flex-col">
        {versions.map((version) => (
          <VersionRow key={version.id} version={version} busy={change.isPending} onRestore={() => choose(version)} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("configs.more")}
        </Button>
      )}
      {sure && (
        <Confirm
          title={t("configs.sure", { version: sure.version })}
          text={t("configs.sureText", { count: overview.changes.length })}
          action={t("configs.restore")}
          onClose={() => setSure(null)}
          onConfirm={() => restore(sure.id).then(onRestored)}
        />
      )}
    </>
  );
}
