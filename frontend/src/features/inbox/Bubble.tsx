import { Bot, ChevronDown, CornerUpLeft, Smartphone } from "lucide-react";
import { lazy, memo, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Content } from "@/features/inbox/Content";
import { useChat } from "@/features/inbox/chat_context";
import { StatusIcon } from "@/features/inbox/StatusIcon";
import type { Conversation, Message } from "@/features/inbox/types";
import { useHold } from "@/features/inbox/use_hold";
import { useMemberName } from "@/features/inbox/use_member_name";
import { exact, hour } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { classes } from "@/ui/classes";

// Fetched at once, but nobody who only reads texts waits for them.
const quote = import("@/features/inbox/Quote");
const trouble = import("@/features/inbox/Trouble");
const reactionsPart = import("@/features/inbox/Reactions");
const album = import("@/features/inbox/AlbumContent");
const Trouble = lazy(() => trouble.then((module) => ({ default: module.Trouble })));
const Quote = lazy(() => quote.then((module) => ({ default: module.Quote })));
const AlbumContent = lazy(() => album.then((module) => ({ default: module.AlbumContent })));
const Reactions = lazy(() => reactionsPart.then((module) => ({ default: module.Reactions })));
const BubbleMenu = lazy(() => import("@/features/inbox/BubbleMenu").then((module) => ({ default: module.BubbleMenu })));

type Props = { message: Message; album?: Message[]; conversation: Conversation; first: boolean };

/** A message of the customer at the left, one of ours at the right. album: the pictures that came with it. */
export const Bubble = memo(function Bubble({ message, album: pictures, conversation, first }: Props) {
  const { t } = useTranslation("inbox");
  const [menu, setMenu] = useState(false);
  const hold = useHold(() => setMenu(true));
  const out = message.direction === "out";
  const reactions = (pictures ?? [message]).flatMap((each) => each.reactions);
  const meta = <Meta message={pictures?.at(-1) ?? message} out={out} />;
  return (
    <article
      className={classes("group flex flex-col focus-visible:outline-offset-0", out ? "items-end" : "items-start")}
      aria-label={t(out ? "message.ours" : "message.theirs")}
      data-message={message.id}
      tabIndex={-1}
    >
      {out && first && <Author message={message} />}
      <div className={classes("flex max-w-[85%] items-center gap-1 phone:max-w-[76%]", out && "flex-row-reverse")}>
        <div
          {...hold}
          className={classes(
            "relative min-w-0 max-w-[560px] rounded-bubble px-2 py-1.5 text-input shadow-[0_1px_1px_rgb(0_0_0/.08)] phone:text-body",
            out ? "bg-bubble-out" : "bg-bubble-in",
            first && (out ? "rounded-tr-none" : "rounded-tl-none"),
            reactions.length > 0 && "mb-4",
          )}
        >
          {first && <Tail out={out} />}
          {message.context?.forwarded && <p className="mb-0.5 text-ink-2 text-meta italic">{t("message.forwarded")}</p>}
          {message.quoted && (
            <Suspense fallback={<div className="mb-1 h-[46px]" />}>
              <Quote quoted={message.quoted} contactName={conversation.contact.name} />
            </Suspense>
          )}
          {message.revoked_at ? (
            <p className="text-ink-2 italic">
              {t("message.revoked")}
              {meta}
            </p>
          ) : pictures ? (
            <Suspense fallback={<div className="h-[214px] w-[287px] max-w-full" />}>
              <AlbumContent messages={pictures} message={message} meta={meta} />
            </Suspense>
          ) : (
            <Content message={message} meta={meta} />
          )}
          {reactions.length > 0 && (
            <Suspense>
              <Reactions message={message} reactions={reactions} conversation={conversation} />
            </Suspense>
          )}
          {menu && (
            <Suspense>
              <BubbleMenu message={message} conversation={conversation} onClose={() => setMenu(false)} />
            </Suspense>
          )}
        </div>
        <Hover message={message} onMenu={() => setMenu(true)} />
      </div>
      {out && (message.status === "failed" || message.status === "unconfirmed" || message.waiting) && (
        <Suspense fallback={<div className="mt-1 h-6" />}>
          <Trouble message={message} conversation={conversation} />
        </Suspense>
      )}
    </article>
  );
});

/** What stands beside a bubble while the pointer or the focus is there. */
function Hover({ message, onMenu }: { message: Message; onMenu: () => void }) {
  const { t } = useTranslation("inbox");
  const chat = useChat();
  const look =
    "hidden size-8 shrink-0 place-items-center rounded-full text-ink-2 opacity-0 hover:bg-surface/60 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 phone:grid";
  return (
    <>
      <button type="button" aria-label={t("message.reply")} onClick={() => chat.quote(message)} className={look}>
        <CornerUpLeft size={16} strokeWidth={1.9} aria-hidden />
      </button>
      <button type="button" data-menu aria-label={t("message.more")} onClick={onMenu} className={look}>
        <ChevronDown size={16} strokeWidth={1.9} aria-hidden />
      </button>
    </>
  );
}

function Author({ message }: { message: Message }) {
  const { t } = useTranslation("inbox");
  const name = useMemberName(message.author === "person" ? message.author_id : null);
  const Icon = message.author === "agent" ? Bot : message.author === "phone" ? Smartphone : null;
  return (
    <p className="mb-0.5 flex items-center gap-1 text-ink-2 text-meta">
      {Icon && <Icon size={12} strokeWidth={2.25} aria-hidden />}
      {name ?? t(`author.${message.author}`)}
    </p>
  );
}

function Meta({ message, out }: { message: Message; out: boolean }) {
  const { t } = useTranslation("inbox");
  const place = usePlace();
  return (
    <span
      className={classes(
        "float-right mt-1 ml-3 flex items-center gap-1 whitespace-nowrap text-[11px] leading-4 tabular-nums",
        out ? "text-ink-2" : "text-ink-3",
      )}
    >
      {message.edited_at && <span>{t("message.edited")}</span>}
      <time dateTime={message.sent_at} title={exact(message.sent_at, place)}>
        {hour(message.sent_at, place)}
      </time>
      {out && <StatusIcon status={message.status} waiting={message.waiting !== null} />}
    </span>
  );
}

/** The corner of the first bubble of a group. */
export function Tail({ out }: { out: boolean }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 8 12"
      className={classes(
        "absolute top-0 h-3 w-2",
        out ? "-right-2 text-bubble-out" : "-left-2 -scale-x-100 text-bubble-in",
      )}
    >
      <path d="M0 0h6.5c1 0 1.6 1.1.9 1.9L0 11Z" fill="currentColor" />
    </svg>
  );
}
