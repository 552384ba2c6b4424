import { SendHorizontal, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/lib/api/problem";
import { upload } from "@/lib/files";
import { duration } from "@/lib/format/text";
import { useProblemText } from "@/lib/i18n/problems";
import { put } from "@/lib/outbox/outbox";
import { IconButton } from "@/ui/IconButton";
import { notifyProblem } from "@/ui/notify";

const TICK_MS = 250;
const FORMATS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];

/** Records a voice note until it is sent or thrown away. */
export function Recorder({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const { t } = useTranslation("inbox");
  const text = useProblemText();
  const [elapsed, setElapsed] = useState(0);
  const [sending, setSending] = useState(false);
  const recorder = useRef<MediaRecorder | null>(null);
  const parts = useRef<Blob[]>([]);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const begun = Date.now();
    const timer = setInterval(() => setElapsed(Date.now() - begun), TICK_MS);
    let over = false;
    let stream: MediaStream | null = null;
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      (opened) => {
        stream = opened;
        if (over) return stopTracks(opened);
        const mimeType = FORMATS.find((format) => MediaRecorder.isTypeSupported(format));
        recorder.current = new MediaRecorder(opened, mimeType ? { mimeType } : {});
        recorder.current.ondataavailable = ({ data }) => parts.current.push(data);
        recorder.current.start(TICK_MS);
      },
      () => {
        notifyProblem(t("voice.noMicrophone"));
        close.current();
      },
    );
    return () => {
      over = true;
      clearInterval(timer);
      if (stream) stopTracks(stream);
    };
  }, [t]);
  const send = async () => {
    const tape = recorder.current;
    if (!tape) return;
    setSending(true);
    await new Promise((resolve) => {
      tape.onstop = resolve;
      tape.stop();
    });
    const type = tape.mimeType.split(";")[0] ?? "audio/ogg";
    try {
      const id = await upload(
        new File(parts.current, `voz.${type.split("/")[1]}`, { type }),
        () => undefined,
        new AbortController().signal,
      );
      put(conversationId, { type: "audio", media_id: id, voice: true }, null);
      onClose();
    } catch (error) {
      setSending(false);
      notifyProblem(text(Problem.of(error)));
    }
  };
  return (
    <div className="flex items-center gap-2">
      <IconButton icon={Trash2} label={t("voice.discard")} onClick={onClose} />
      <p
        role="status"
        className="flex h-11 flex-1 items-center gap-3 rounded-control bg-danger-soft px-3 text-danger tabular-nums phone:h-10"
      >
        <span aria-hidden className="size-2.5 animate-pulse rounded-full bg-danger" />
        {t("voice.recording")} {duration(elapsed)}
      </p>
      <IconButton
        icon={SendHorizontal}
        label={t("composer.send")}
        disabled={sending}
        onClick={() => void send()}
        className="text-accent"
      />
    </div>
  );
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
