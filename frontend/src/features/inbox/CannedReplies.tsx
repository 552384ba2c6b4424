import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { repliesQuery } from "@/features/inbox/queries";
import { answer, api } from "@/lib/api/client";
import { useBusinessId } from "@/lib/session/me";
import { classes } from "@/ui/classes";

const MOST = 8;

/** The saved replies that fit what is typed after `/`. The server fills in names and the like. */
export function CannedReplies({
  typed,
  conversationId,
  onPick,
}: {
  typed: string;
  conversationId: string;
  onPick: (text: string) => void;
}) {
  const { t } = useTranslation("inbox");
  const replies = useQuery(repliesQuery(useBusinessId())).data ?? [];
  const [at, setAt] = useState(0);
  const fitting = replies
    .filter(({ shortcut, text }) => `${shortcut} ${text}`.toLowerCase().includes(typed.trim().toLowerCase()))
    .slice(0, MOST);
  const chosen = Math.min(at, fitting.length - 1);
  const pick = async (id: string | undefined) => {
    if (!id) return;
    const filled = await answer(
      api.POST("/v1/canned-replies/{reply_id}/fill", {
        params: { path: { reply_id: id } },
        body: { conversation_id: conversationId },
      }),
    );
    onPick(filled.text);
  };
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      if (event.key === "ArrowDown") setAt(Math.min(chosen + 1, fitting.length - 1));
      else if (event.key === "ArrowUp") setAt(Math.max(chosen - 1, 0));
      else if (event.key === "Enter") void pick(fitting[chosen]?.id);
      else if (event.key === "Escape") onPick("");
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", move, true);
    return () => window.removeEventListener("keydown", move, true);
  });
  return (
    <div
      role="listbox"
      aria-label={t("composer.savedReplies")}
      className="absolute inset-x-0 bottom-full z-10 mb-2 animate-pop overflow-hidden rounded-card border border-line bg-surface p-1 shadow-popover"
    >
      {fitting.length === 0 && <p className="px-3 py-2 text-ink-2 text-table">{t("composer.noReplies")}</p>}
      {fitting.map(({ id, shortcut, text }, index) => (
        <button
          type="button"
          role="option"
          aria-selected={index === chosen}
          key={id}
          onClick={() => void pick(id)}
          className={classes(
            "flex w-full items-baseline gap-3 rounded-control px-3 py-2 text-left",
            index === chosen && "bg-hover",
          )}
        >
          <span className="shrink-0 font-medium text-table">/{shortcut}</span>
          <span className="truncate text-ink-2 text-table">{text}</span>
        </button>
      ))}
    </div>
  );
}
