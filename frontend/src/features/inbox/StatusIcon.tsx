import { CircleAlert, CircleHelp, Clock, Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/features/inbox/types";
import { classes } from "@/ui/classes";
import { DoubleTick, SingleTick } from "@/ui/Ticks";

type Props = { status: Message["status"]; waiting?: boolean; className?: string };

/** How far an outgoing message has come, as a sign with words for readers. */
export function StatusIcon({ status, waiting, className }: Props) {
  const { t } = useTranslation("inbox");
  const small = { size: 14, strokeWidth: 2, "aria-hidden": true, className: "inline" } as const;
  const sign = {
    received: null,
    queued: waiting ? <Hourglass {...small} /> : <Clock {...small} />,
    sending: <Clock {...small} />,
    unconfirmed: <CircleHelp {...small} className="inline text-warn" />,
    sent: <SingleTick className="inline" />,
    delivered: <DoubleTick className="inline" />,
    read: <DoubleTick className="inline text-tick" />,
    played: <DoubleTick className="inline text-tick" />,
    failed: <CircleAlert {...small} className="inline text-danger-out" />,
  }[status];
  if (!sign) return null;
  return (
    <span className={classes("whitespace-nowrap", className)} title={t(`statuses.${status}`)}>
      {sign}
      <span className="sr-only">{t(`statuses.${status}`)}</span>
    </span>
  );
}
