import { Download, FileText, FileWarning } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useChat } from "@/features/inbox/chat_context";
import { MediaText } from "@/features/inbox/MediaText";
import { MessageText } from "@/features/inbox/MessageText";
import type { Message } from "@/features/inbox/types";
import { fileSize } from "@/lib/format/text";
import { useMediaLink } from "@/lib/media_links";
import { classes } from "@/ui/classes";

const Voice = lazy(() => import("@/features/inbox/Voice").then((module) => ({ default: module.Voice })));

const WIDTH = 280;
const TALLEST = 340;

/** A picture, film, recording or document; its box is there before it is. */
export function FileContent({ message, meta }: { message: Message; meta: ReactNode }) {
  const { t } = useTranslation("inbox");
  const { media, kind } = message;
  const caption = message.text && kind !== "audio" ? <MessageText message={message} meta={meta} /> : null;
  if (!media || media.state === "failed")
    return (
      <div>
        <p className="flex items-center gap-2 text-ink-2">
          <FileWarning size={20} strokeWidth={1.75} aria-hidden /> {media?.reason ?? t("message.noFile")}
        </p>
        {caption ?? meta}
      </div>
    );
  if (kind === "audio")
    return (
      <>
        <Suspense fallback={<div className="h-[52px] w-[300px] max-w-full" />}>
          <Voice media={media} meta={meta} />
        </Suspense>
        {media.text && <MediaText heard={media.text} />}
      </>
    );
  const shown =
    kind === "document" ? (
      <DocumentBox media={media} />
    ) : (
      <Picture message={message} media={media} sticker={kind === "sticker"} film={kind === "video"} />
    );
  return (
    <div className="w-fit max-w-full">
      {shown}
      {media.text && <MediaText heard={media.text} />}
      <div className={caption ? "mt-1" : "flow-root"}>{caption ?? meta}</div>
    </div>
  );
}

type Media = NonNullable<Message["media"]>;

type PictureProps = { message: Message; media: Media; sticker: boolean; film: boolean };

function Picture({ message, media, sticker, film }: PictureProps) {
  const chat = useChat();
  const { t } = useTranslation("inbox");
  const stored = media.state === "stored";
  const { data: link } = useMediaLink(stored ? media.id : null);
  const width = sticker ? 128 : WIDTH;
  const height =
    media.width && media.height
      ? Math.min(TALLEST, Math.round((width * media.height) / media.width))
      : Math.round(width * 0.75);
  const look = classes("block max-w-full rounded-control object-cover", !sticker && "bg-ink/10");
  if (!stored || !link)
    return (
      <div style={{ width, height }} className={classes(look, "grid place-items-center text-ink-2 text-meta")}>
        {stored ? "" : t("message.downloading")}
      </div>
    );
  if (film)
    return (
      // biome-ignore lint/a11y/useMediaCaption: what customers send has no captions
      <video
        controls
        preload="none"
        poster={link.thumbnail_url ?? undefined}
        src={link.url}
        style={{ width, height }}
        className={look}
      />
    );
  const image = (
    <img
      src={sticker ? link.url : (link.thumbnail_url ?? link.url)}
      alt={media.text?.text ?? t(sticker ? "kinds.sticker" : "kinds.image")}
      loading="lazy"
      style={{ width, height }}
      className={look}
    />
  );
  if (sticker) return image;
  return (
    <button type="button" aria-label={t("message.openPicture")} onClick={() => chat.openPicture(message.id)}>
      {image}
    </button>
  );
}

function DocumentBox({ media }: { media: Media }) {
  const { t, i18n } = useTranslation("inbox");
  const { data: link } = useMediaLink(media.state === "stored" ? media.id : null);
  const extension = media.filename?.split(".").at(-1)?.slice(0, 4).toUpperCase();
  return (
    <a
      href={link?.url}
      target="_blank"
      rel="noreferrer"
      className="flex w-[292px] max-w-full items-center gap-3 rounded-control bg-ink/5 px-2.5 py-2"
    >
      <span className="grid h-10 w-8 shrink-0 place-items-center rounded-small bg-danger font-semibold text-[9px] text-white">
        {extension ?? <FileText size={16} aria-hidden />}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{media.filename ?? t("kinds.document")}</span>
        <span className="text-ink-2 text-meta">
          {media.size ? fileSize(media.size, i18n.language) : t("message.downloading")}
        </span>
      </span>
      <Download size={18} strokeWidth={1.75} aria-hidden className="text-ink-2" />
    </a>
  );
}
