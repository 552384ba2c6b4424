import { FileSpreadsheet, FileText, Image } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FileState } from "@/features/agent/knowledge/FileState";
import type { AgentFile } from "@/features/agent/knowledge/queries";
import { useFileChange } from "@/features/agent/knowledge/use_file_change";
import { answer, api } from "@/lib/api/client";
import { fileSize } from "@/lib/format/text";
import { useMay } from "@/lib/session/me";
import { Switch } from "@/ui/Switch";

/** The files: what they are, when they are used, whether the agent sends them. A click opens one. */
export function FileTable({ files, onOpen }: { files: AgentFile[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation("agent");
  return (
    <table aria-label={t("knowledge.title")} className="w-full table-fixed text-table">
      <thead className="hidden h-9 border-line border-b text-left text-ink-2 text-meta phone:table-header-group">
        <tr>
          <th className="px-3 pl-5 font-medium">{t("knowledge.columns.file")}</th>
          <th className="w-[28%] px-3 font-medium">{t("knowledge.columns.when")}</th>
          <th className="w-[112px] px-3 font-medium">{t("knowledge.columns.state")}</th>
          <th className="w-[88px] px-3 font-medium">{t("knowledge.columns.sent")}</th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <Row key={file.id} file={file} onOpen={() => onOpen(file.id)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ file, onOpen }: { file: AgentFile; onOpen: () => void }) {
  const { t, i18n } = useTranslation("agent");
  const mayWrite = useMay("agent:write");
  const change = useFileChange();
  const Icon = icon(file.mime_type);
  const facts = [
    ending(file),
    file.pages !== null && t("knowledge.pages", { count: file.pages }),
    fileSize(file.size, i18n.language),
  ];
  const send = (sendable: boolean) =>
    change.mutate(() =>
      answer(api.PATCH("/v1/files/{file_id}", { params: { path: { file_id: file.id } }, body: { sendable } })),
    );
  return (
    <tr className="h-[52px] border-line border-b last:border-b-0">
      <td className="py-1 pr-3 pl-5">
        <button type="button" onClick={onOpen} className="flex min-h-11 w-full min-w-0 items-center gap-3 text-left">
          <span className="grid size-8 shrink-0 place-items-center rounded-control bg-raised text-ink-2">
            <Icon size={18} strokeWidth={1.75} aria-hidden />
          </span>
          <span className="min-w-0">
            <span className="block truncate font-medium hover:underline">{file.title}</span>
            <span className="block truncate text-ink-2 text-meta">{facts.filter(Boolean).join(" · ")}</span>
          </span>
        </button>
      </td>
      <td className="hidden truncate px-3 text-ink-2 phone:table-cell">
        {file.when_to_use || (file.sendable ? t("knowledge.notSaid") : t("knowledge.lookedUp"))}
      </td>
      <td className="w-[104px] px-2 phone:px-3">
        <FileState state={file.state} />
      </td>
      <td className="w-[64px] px-2 phone:px-3">
        <Switch
          checked={file.sendable}
          disabled={!mayWrite || change.isPending}
          label={t("knowledge.sendableOf", { title: file.title })}
          onChange={send}
        />
      </td>
    </tr>
  );
}

function icon(mimeType: string) {
  if (mimeType.startsWith("image/")) return Image;
  return /sheet|excel|csv/.test(mimeType) ? FileSpreadsheet : FileText;
}

function ending({ filename, mime_type }: AgentFile): string {
  const named = /\.([a-z0-9]{1,5})$/i.exec(filename ?? "")?.[1];
  return (named ?? mime_type.split("/")[1] ?? "").slice(0, 8).toUpperCase();
}
