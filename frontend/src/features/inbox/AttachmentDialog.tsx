import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asContent, unfit } from "@/features/inbox/file_content";
import { Problem } from "@/lib/api/problem";
import { upload } from "@/lib/files";
import { fileSize } from "@/lib/format/text";
import { useProblemText } from "@/lib/i18n/problems";
import { put } from "@/lib/outbox/outbox";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input } from "@/ui/Input";

/** Files about to be sent: what they are, a caption, how far they are. */
export function AttachmentDialog({
  conversationId,
  files,
  onClose,
}: {
  conversationId: string;
  files: File[];
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation(["inbox", "common"]);
  const text = useProblemText();
  const [caption, setCaption] = useState("");
  const [progress, setProgress] = useState<number | null>(null);
  const [problem, setProblem] = useState<string>();
  const language = i18n.language;
  const wrong = files.flatMap((file) => {
    const why = unfit(file);
    if (why === null) return [];
    if (why === "empty") return [t("inbox:attach.empty", { name: file.name })];
    return [t("inbox:attach.tooLarge", { name: file.name, size: fileSize(why, language) })];
  });
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const send = async () => {
    setProblem(undefined);
    try {
      for (const [at, file] of files.entries()) {
        const id = await upload(file, (part) => setProgress((at + part) / files.length), stop.current.signal);
        put(conversationId, asContent(file, id, at === 0 ? caption.trim() : ""), null);
      }
      onClose();
    } catch (error) {
      setProgress(null);
      if (!stop.current.signal.aborted) setProblem(text(Problem.of(error)));
    }
  };
  return (
    <Dialog
      title={t("inbox:attach.title", { count: files.length })}
      closeLabel={t("common:close")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" busy={progress !== null} disabled={wrong.length > 0} onClick={() => void send()}>
            {t("inbox:composer.send")}
          </Button>
        </>
      }
    >
      <ul className="mb-4 flex flex-col gap-2">
        {files.map((file) => (
          <li
            key={`${file.name} ${file.size} ${file.lastModified}`}
            className="flex items-center gap-3 rounded-control bg-raised px-3 py-2"
          >
            {file.type.startsWith("image/") && <Preview file={file} />}
            <span className="min-w-0 flex-1 truncate">{file.name}</span>
            <span className="text-ink-2 text-meta">{fileSize(file.size, i18n.language)}</span>
          </li>
        ))}
      </ul>
      <Field label={t("inbox:attach.caption")}>
        <Input value={caption} maxLength={1024} onChange={(event) => setCaption(event.target.value)} />
      </Field>
      {progress !== null && (
        <progress
          value={progress}
          max={1}
          aria-label={t("inbox:attach.progress")}
          className="mt-4 h-1.5 w-full accent-accent"
        />
      )}
      <div className="mt-3">
        <FormError message={problem ?? wrong[0]} />
      </div>
    </Dialog>
  );
}

function Preview({ file }: { file: File }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return <img src={url} alt="" className="size-10 rounded-small object-cover" />;
}
