import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useChat } from "@/features/inbox/chat_context";
import { MessageText } from "@/features/inbox/MessageText";
import type { Message } from "@/features/inbox/types";
import { useMediaLink } from "@/lib/media_links";
import { classes } from "@/ui/classes";

const SHOWN = 4;

/** Pictures sent together, two by two; behind the fourth stand the rest. message: the one whose words are shown. */
export function AlbumContent({ messages, message, meta }: { messages: Message[]; message: Message; meta: ReactNode }) {
  const shown = messages.slice(0, SHOWN);
  const more = messages.length - SHOWN;
  return (
    <div className="-m-[3px] w-[287px] max-w-full">
      <div className="grid grid-cols-2 gap-[3px]">
        {shown.map((each, at) => (
          <Cell
            key={each.id}
            message={each}
            wide={shown.length === 3 && at === 0}
            more={at === SHOWN - 1 && more > 0 ? more : 0}
          />
        ))}
      </div>
      <div className={classes("px-[3px] pb-px", message.text ? "mt-1" : "flow-root")}>
        {message.text ? <MessageText message={message} meta={meta} /> : meta}
      </div>
    </div>
  );
}

function Cell({ message, wide, more }: { message: Message; wide: boolean; more: number }) {
  const { t } = useTranslation("inbox");
  const chat = useChat();
  const { data: link } = useMediaLink(message.media?.state === "stored" ? message.media.id : null);
  return (
    <button
      type="button"
      onClick={() => chat.openPicture(message.id)}
      aria-label={t("message.openPicture")}
      className={classes(
        "relative h-[104px] overflow-hidden rounded-control bg-ink/10",
        wide && "col-span-2 h-[140px]",
      )}
    >
      {link && <img src={link.thumbnail_url ?? link.url} alt="" loading="lazy" className="size-full object-cover" />}
      {more > 0 && (
        <span className="absolute inset-0 grid place-items-center bg-black/50 font-semibold text-page text-white">
          +{more}
        </span>
      )}
    </button>
  );
}
