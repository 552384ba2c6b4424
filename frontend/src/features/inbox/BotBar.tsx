import { Clock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useConversationActions } from "@/features/inbox/actions";
import { HandoverStrip } from "@/features/inbox/HandoverStrip";
import { morningAfter } from "@/features/inbox/snooze_times";
import type { Conversation } from "@/features/inbox/types";
import { hour } from "@/lib/format/time";
import { useMay, usePlace } from "@/lib/session/me";
import { useMinute } from "@/lib/use_minute";
import { StateChip } from "@/ui/Chip";
import { Menu, MenuItem } from "@/ui/Menu";
import { Switch } from "@/ui/Switch";

const MINUTE_MS = 60_000;
const SOON_MS = 2 * 60 * MINUTE_MS;

/** Whether the agent answers here, in words, and how long free text may still be sent. */
export function BotBar({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("inbox");
  const place = usePlace();
  const now = useMinute();
  const act = useConversationActions(conversation);
  const mayWrite = useMay("messages:send");
  const { bot, handover } = conversation;
  const pausedUntil = bot.paused_until && Date.parse(bot.paused_until) > now ? bot.paused_until : null;
  const state = !bot.enabled
    ? t("bot.off")
    : handover?.state === "open"
      ? t("handover.waits")
      : pausedUntil
        ? t("bot.paused", { hour: hour(pausedUntil, place) })
        : bot.on
          ? t("bot.on")
          : t("bot.businessOff");
  const pause = (until: Date | null) => act.setBot(true, until);
  return (
    <>
      <div className="flex h-11 shrink-0 items-center gap-3 border-line border-b px-4 phone:h-10">
        <Switch checked={bot.on} disabled={!mayWrite} label={t("bot.label")} onChange={(on) => act.setBot(on, null)} />
        {mayWrite && bot.on ? (
          <Menu
            align="start"
            trigger={
              <button type="button" className="rounded-small font-medium text-table">
                {state}
              </button>
            }
          >
            <MenuItem onSelect={() => pause(new Date(now + 30 * MINUTE_MS))}>{t("bot.pause30")}</MenuItem>
            <MenuItem onSelect={() => pause(new Date(now + 120 * MINUTE_MS))}>{t("bot.pause120")}</MenuItem>
            <MenuItem onSelect={() => pause(morningAfter(new Date(now), 1, place))}>{t("bot.pauseTomorrow")}</MenuItem>
            <MenuItem onSelect={() => act.setBot(false, null)}>{t("bot.pauseForGood")}</MenuItem>
          </Menu>
        ) : (
          <span className="font-medium text-table">{state}</span>
        )}
        <span className="flex-1" />
        <WindowChip expiresAt={conversation.window_expires_at} now={now} />
      </div>
      {handover?.state === "open" && (
        <HandoverStrip handover={handover} onGiveBack={mayWrite ? () => act.setBot(true, null) : null} />
      )}
    </>
  );
}

function WindowChip({ expiresAt, now }: { expiresAt: string | null; now: number }) {
  const { t } = useTranslation("inbox");
  if (!expiresAt) return null;
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return <StateChip icon={Clock}>{t("window.closedShort")}</StateChip>;
  const words =
    left >= 60 * MINUTE_MS
      ? t("window.hours", { count: Math.floor(left / (60 * MINUTE_MS)) })
      : t("window.minutes", { count: Math.ceil(left / MINUTE_MS) });
  return (
    <StateChip tone={left < SOON_MS ? "warn" : "accent"} icon={Clock}>
      {words}
    </StateChip>
  );
}
