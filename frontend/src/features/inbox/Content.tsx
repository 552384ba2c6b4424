import { lazy, type ReactNode, Suspense } from "react";
import { MessageText } from "@/features/inbox/MessageText";
import type { Message } from "@/features/inbox/types";

// Fetched at once, but nobody who only reads texts waits for them.
const files = import("@/features/inbox/FileContent");
const cards = import("@/features/inbox/Card");
const FileContent = lazy(() => files.then((module) => ({ default: module.FileContent })));
const Card = lazy(() => cards.then((module) => ({ default: module.Card })));

const FILES = ["image", "video", "audio", "document", "sticker"];
const PLAIN = ["text", "template", "button_reply", "list_reply", "template_button"];

/** What a message says, by its kind. meta: hour and tick, which stand in the last line. */
export function Content({ message, meta }: { message: Message; meta: ReactNode }) {
  if (message.media || FILES.includes(message.kind))
    return (
      <Suspense fallback={<div className="h-14 w-[292px] max-w-full" />}>
        <FileContent message={message} meta={meta} />
      </Suspense>
    );
  const hasCard = !PLAIN.includes(message.kind) || message.context?.referral;
  return (
    <>
      {hasCard && (
        <Suspense>
          <Card message={message} />
        </Suspense>
      )}
      <MessageText message={message} meta={meta} />
    </>
  );
}
