import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Bubble } from "@/features/inbox/Bubble";
import { isLine, type Row } from "@/features/inbox/rows";
import type { Conversation } from "@/features/inbox/types";
import { day } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { classes } from "@/ui/classes";

// Fetched at once, but nobody who only reads texts waits for them.
const line = import("@/features/inbox/Line");
const pendingBubble = import("@/features/inbox/PendingBubble");
const Line = lazy(() => line.then((module) => ({ default: module.Line })));
const PendingBubble = lazy(() => pendingBubble.then((module) => ({ default: module.PendingBubble })));

/** One row of a chat. lit: it was jumped to. */
export function MessageRow({ row, conversation, lit }: { row: Row; conversation: Conversation; lit: boolean }) {
  const { t } = useTranslation(["inbox", "common"]);
  const place = usePlace();
  if (row.kind === "day")
    return (
      <div className="grid justify-items-center pt-3">
        <span className="rounded-full bg-surface px-3 py-1 font-medium text-ink-2 text-meta shadow-[0_1px_1px_rgb(0_0_0/.06)]">
          {day(row.at, new Date(), place, { today: t("common:today"), yesterday: t("common:yesterday") })}
        </span>
      </div>
    );
  if (row.kind === "unread")
    return (
      <div className="-mx-5 flex items-center gap-3 pt-4 pb-1 font-semibold text-accent-ink text-meta">
        <span className="h-px flex-1 bg-accent/40" />
        {t("inbox:chat.unread", { count: row.count })}
        <span className="h-px flex-1 bg-accent/40" />
      </div>
    );
  if (row.kind === "pending")
    return (
      <Suspense fallback={<div className="h-9" />}>
        <PendingBubble pending={row.pending} first={row.first} />
      </Suspense>
    );
  const space = classes("-mx-3 px-3 phone:-mx-5 phone:px-5", row.first ? "pt-3" : "pt-0.5", lit && "animate-lit");
  if (row.kind === "album") return <Album {...row} space={space} conversation={conversation} />;
  return (
    <div className={space}>
      {isLine(row.message) ? (
        <Suspense fallback={<div className="h-6" />}>
          <Line message={row.message} />
        </Suspense>
      ) : (
        <Bubble message={row.message} conversation={conversation} first={row.first} />
      )}
    </div>
  );
}

type AlbumRow = Extract<Row, { kind: "album" }> & { space: string; conversation: Conversation };

/** Pictures sent together; the bubble is that of the one with words, else of the last. */
function Album({ messages, first, space, conversation }: AlbumRow) {
  const main = messages.find(({ text }) => text) ?? messages.at(-1);
  if (!main) return null;
  return (
    <div className={space}>
      <Bubble message={main} album={messages} conversation={conversation} first={first} />
    </div>
  );
}
