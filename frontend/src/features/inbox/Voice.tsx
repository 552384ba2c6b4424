import { Pause, Play } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/features/inbox/types";
import { duration } from "@/lib/format/text";
import { useMediaLink } from "@/lib/media_links";

const BARS = 60;
const SPEEDS = [1, 1.5, 2];
let playing: HTMLAudioElement | null = null;

/** A recording: play, a waveform one can jump in, speed. One plays at a time. */
export function Voice({ media, meta }: { media: NonNullable<Message["media"]>; meta: ReactNode }) {
  const { t } = useTranslation("inbox");
  const { data: link } = useMediaLink(media.state === "stored" ? media.id : null);
  const audio = useRef<HTMLAudioElement>(null);
  const [part, setPart] = useState(0);
  const [runs, setRuns] = useState(false);
  const [speed, setSpeed] = useState(1);
  const length = media.duration_ms ?? 0;
  const toggle = () => {
    const sound = audio.current;
    if (!sound) return;
    if (!sound.paused) return sound.pause();
    if (playing && playing !== sound) playing.pause();
    playing = sound;
    sound.playbackRate = speed;
    void sound.play();
  };
  const jump = (to: number) => {
    const sound = audio.current;
    if (sound && length) sound.currentTime = (to * length) / 1000;
    setPart(to);
  };
  const faster = () => {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
    setSpeed(next);
    if (audio.current) audio.current.playbackRate = next;
  };
  return (
    <div className="w-[300px] max-w-full">
      {/* biome-ignore lint/a11y/useMediaCaption: what customers say has no captions */}
      <audio
        ref={audio}
        src={link?.url}
        preload="none"
        onPlay={() => setRuns(true)}
        onPause={() => setRuns(false)}
        onEnded={() => setPart(0)}
        onTimeUpdate={({ currentTarget }) =>
          length && setPart(Math.min(1, (currentTarget.currentTime * 1000) / length))
        }
      />
      <div className="flex items-center gap-2.5">
        <button
          type="button"
          onClick={toggle}
          disabled={!link}
          aria-label={runs ? t("voice.pause") : t("voice.play")}
          className="grid size-11 shrink-0 place-items-center rounded-full bg-accent text-on-accent disabled:opacity-50 phone:size-9"
        >
          {runs ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}
        </button>
        <div className="relative flex h-7 flex-1 items-center gap-0.5">
          {bars(media.waveform).map((height, at) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
              key={at}
              className={at / BARS < part ? "w-0.5 flex-1 rounded-full bg-accent" : "w-0.5 flex-1 rounded-full bg-edge"}
              style={{ height: `${Math.max(10, height)}%` }}
            />
          ))}
          <input
            type="range"
            min={0}
            max={1}
            step={0.01}
            value={part}
            onChange={(event) => jump(Number(event.target.value))}
            aria-label={t("voice.position")}
            className="absolute inset-0 w-full cursor-pointer opacity-0"
          />
        </div>
        {runs && (
          <button
            type="button"
            onClick={faster}
            aria-label={t("voice.speed")}
            className="h-6 rounded-full bg-ink/10 px-2 font-medium text-meta"
          >
            {speed}×
          </button>
        )}
      </div>
      <div className="flow-root">
        <span className="ml-11 text-ink-2 text-meta tabular-nums">{duration(length * (1 - part))}</span>
        {meta}
      </div>
    </div>
  );
}

/** Returns sixty heights in percent, whatever length the waveform has. */
function bars(waveform: number[] | null): number[] {
  const heights = waveform?.length ? waveform : [20];
  const top = Math.max(...heights, 1);
  return Array.from(
    { length: BARS },
    (_, at) => ((heights[Math.floor((at * heights.length) / BARS)] ?? 0) / top) * 100,
  );
}
