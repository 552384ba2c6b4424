import { useQuery } from "@tanstack/react-query";
import { type DragEvent, lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { AgentFrame } from "@/features/agent/AgentFrame";
import { AskCard } from "@/features/agent/knowledge/AskCard";
import { bring } from "@/features/agent/knowledge/bring";
import { FileTable } from "@/features/agent/knowledge/FileTable";
import { type AgentFile, filesQuery, MOST_FILES } from "@/features/agent/knowledge/queries";
import { UploadButton } from "@/features/agent/knowledge/UploadButton";
import { useFileChange } from "@/features/agent/knowledge/use_file_change";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId, useMay } from "@/lib/session/me";
import { Card } from "@/ui/Card";
import { Confirm } from "@/ui/Confirm";
import { classes } from "@/ui/classes";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";

const FileDialog = lazy(() =>
  import("@/features/agent/knowledge/FileDialog").then((module) => ({ default: module.FileDialog })),
);

/** The files the agent looks things up in and sends, and what it finds for a question. */
export function KnowledgePage() {
  const { t } = useTranslation("agent");
  const text = useProblemText();
  const { data: files, error, refetch } = useQuery(filesQuery(useBusinessId()));
  return (
    <AgentFrame>
      {files ? (
        <div className="grid items-start gap-4 lg:grid-cols-[1fr_352px]">
          <Library files={files} />
          <AskCard />
        </div>
      ) : error ? (
        <ErrorState
          title={t("knowledge.failed")}
          text={text(Problem.of(error))}
          retry={t("knowledge.retry")}
          onRetry={() => void refetch()}
          requestId={Problem.of(error).requestId}
        />
      ) : (
        <Skeleton className="h-72 rounded-card" />
      )}
    </AgentFrame>
  );
}

function Library({ files }: { files: AgentFile[] }) {
  const { t } = useTranslation("agent");
  const mayWrite = useMay("agent:write");
  const change = useFileChange();
  const [openId, setOpenId] = useState<string | null>(null);
  const [deleting, setDeleting] = useState<AgentFile | null>(null);
  const [over, setOver] = useState(false);
  const opened = files.find(({ id }) => id === openId);
  const add = (picked: File[]) => change.mutate(() => bring(picked));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const picked = [...event.dataTransfer.files];
    if (mayWrite && picked.length > 0 && !change.isPending) add(picked);
  };
  const button = mayWrite && <UploadButton many label={t("knowledge.add")} busy={change.isPending} onFiles={add} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen with the button too
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classes("min-w-0 rounded-card", over && mayWrite && "outline-2 outline-accent outline-dashed")}
    >
      <Card
        className="overflow-hidden"
        title={t("knowledge.title")}
        aside={
          <span className="flex items-center gap-3">
            <span className="text-ink-2 text-meta tabular-nums">
              {t("knowledge.ofMost", { count: files.length, most: MOST_FILES })}
            </span>
            {files.length > 0 && button}
          </span>
        }
      >
        {files.length > 0 ? (
          <FileTable files={files} onOpen={setOpenId} />
        ) : (
          <EmptyState title={t("knowledge.none")} action={button}>
            {t("knowledge.noneText")}
          </EmptyState>
        )}
      </Card>
      {opened && !deleting && (
        <Suspense>
          <FileDialog file={opened} onClose={() => setOpenId(null)} onDelete={() => setDeleting(opened)} />
        </Suspense>
      )}
      {deleting && (
        <Confirm
          title={t("knowledge.deleteTitle", { title: deleting.title })}
          text={t("knowledge.deleteText")}
          action={t("knowledge.delete")}
          onClose={() => {
            setDeleting(null);
            setOpenId(null);
          }}
          onConfirm={() =>
            change.mutateAsync(() =>
              answer(api.DELETE("/v1/files/{file_id}", { params: { path: { file_id: deleting.id } } })),
            )
          }
        />
      )}
    </div>
  );
}
