import { ChevronLeft, ChevronRight, Download, type LucideIcon, X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/features/inbox/types";
import { exact } from "@/lib/format/time";
import { useMediaLink } from "@/lib/media_links";
import { usePlace } from "@/lib/session/me";
import { FormattedText } from "@/ui/FormattedText";

type Props = { messages: Message[]; at: string; onMove: (messageId: string) => void; onClose: () => void };

/** The pictures of a chat, large, one after the other. at: the message whose picture is shown. */
export function Lightbox({ messages, at, onMove, onClose }: Props) {
  const { t } = useTranslation(["inbox", "common"]);
  const place = usePlace();
  const pictures = messages.filter(({ kind, media, revoked_at }) => kind === "image" && media && !revoked_at);
  const index = pictures.findIndex(({ id }) => id === at);
  const message = pictures[index];
  const before = pictures[index - 1];
  const after = pictures[index + 1];
  const { data: link } = useMediaLink(message?.media?.id);
  useMediaLink(after?.media?.id); // so that the next one is there at once
  useEffect(() => {
    const press = ({ key }: KeyboardEvent) => {
      if (key === "ArrowLeft" && before) onMove(before.id);
      if (key === "ArrowRight" && after) onMove(after.id);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [before, after, onMove]);
  if (!message) return null;
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/90" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-0 z-50 flex flex-col text-white outline-none"
          onClick={({ target, currentTarget }) => target === currentTarget && onClose()}
        >
          <header className="flex h-[60px] shrink-0 items-center gap-1 px-2 phone:px-4">
            <Radix.Title className="min-w-0 flex-1 truncate pl-2 font-normal text-table">
              {exact(message.sent_at, place)} · {index + 1} / {pictures.length}
            </Radix.Title>
            {link && (
              <a
                href={link.url}
                download={message.media?.filename ?? ""}
                target="_blank"
                rel="noreferrer"
                aria-label={t("inbox:message.download")}
                className="grid size-11 place-items-center rounded-full hover:bg-white/15"
              >
                <Download size={20} strokeWidth={1.75} aria-hidden />
              </a>
            )}
            <Radix.Close
              aria-label={t("common:close")}
              className="grid size-11 place-items-center rounded-full hover:bg-white/15"
            >
              <X size={20} strokeWidth={1.75} aria-hidden />
            </Radix.Close>
          </header>
          <div className="pointer-events-none grid min-h-0 flex-1 place-items-center px-4 phone:px-20">
            {link && (
              <img
                key={link.url}
                src={link.url}
                alt={t("inbox:kinds.image")}
                className="pointer-events-auto max-h-full max-w-full object-contain"
              />
            )}
          </div>
          <p className="max-h-24 min-h-12 overflow-y-auto px-6 py-3 text-center">
            <FormattedText text={message.text ?? ""} />
          </p>
          {before && <Arrow icon={ChevronLeft} label={t("inbox:message.before")} to={before} onMove={onMove} />}
          {after && <Arrow icon={ChevronRight} label={t("inbox:message.after")} to={after} onMove={onMove} right />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type ArrowProps = { icon: LucideIcon; label: string; to: Message; onMove: Props["onMove"]; right?: boolean };

function Arrow({ icon: Icon, label, to, onMove, right }: ArrowProps) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={() => onMove(to.id)}
      className={`absolute top-1/2 grid size-12 -translate-y-1/2 place-items-center rounded-full bg-black/40 hover:bg-white/20 ${right ? "right-3" : "left-3"}`}
    >
      <Icon size={24} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
