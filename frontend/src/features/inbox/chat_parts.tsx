import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/features/inbox/types";
import { Skeleton } from "@/ui/Skeleton";

/** Goes to the newest message, and says how many are unread there. */
export function ToEnd({ unread, onClick }: { unread: number; onClick: () => void }) {
  const { t } = useTranslation("inbox");
  return (
    <button
      type="button"
      aria-label={t("chat.toEnd")}
      onClick={onClick}
      className="absolute right-4 bottom-4 grid size-11 place-items-center rounded-full bg-surface shadow-popover phone:size-10"
    >
      <ChevronDown size={20} strokeWidth={1.75} aria-hidden />
      {unread > 0 && (
        <span className="absolute -top-1 -right-1 grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1 font-semibold text-meta text-on-accent">
          {unread}
        </span>
      )}
    </button>
  );
}

/** Says to readers what came in, and only that. */
export function Announcer({ messages }: { messages: Message[] }) {
  const last = messages.at(-1);
  const [first] = useState(last?.id);
  const text = last && last.id !== first && last.direction === "in" ? last.text : "";
  return (
    <p aria-live="polite" className="sr-only">
      {text}
    </p>
  );
}

/** The shape of a chat that is being loaded. */
export function Waiting() {
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-end gap-3 bg-chat p-5">
      {[220, 300, 180, 260].map((width, at) => (
        <div key={width} style={{ width }} className={at % 2 ? "self-end" : ""}>
          <Skeleton className="h-12 bg-surface/70" />
        </div>
      ))}
    </div>
  );
}
