import { Keyboard, RotateCcw, ShieldCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { WebSession } from "@/features/numbers/types";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/Skeleton";

type Props = { session: WebSession | undefined; busy: boolean; onAgain: () => void; onCode: () => void };

/** The QR on white, also in dark, beside what to do with it. */
export function PairingQr({ session, busy, onAgain, onCode }: Props) {
  const { t } = useTranslation("numbers");
  const picture = session?.state === "pairing" ? session.qr_svg : null;
  const stopped = session && !busy && ["new", "stopped", "logged_out", "banned", "replaced"].includes(session.state);
  return (
    <div className="grid gap-6 pb-2 phone:grid-cols-[1fr_312px]">
      <div className="flex flex-col gap-4">
        <ol className="flex flex-col gap-4 text-input">
          {(["open", "devices", "scan"] as const).map((step, at) => (
            <li key={step} className="flex gap-3">
              <span
                aria-hidden
                className="grid size-6 shrink-0 place-items-center rounded-full bg-raised font-semibold text-ink-2 text-meta"
              >
                {at + 1}
              </span>
              <span>
                <Trans t={t} i18nKey={`pairing.${step}`} components={{ b: <strong className="font-semibold" /> }} />
              </span>
            </li>
          ))}
        </ol>
        <p className="flex gap-3 rounded-bubble bg-raised px-4 py-3 text-ink-2 text-table">
          <ShieldCheck size={18} strokeWidth={1.75} aria-hidden className="shrink-0 text-info" />
          {t("pairing.safe")}
        </p>
        <button
          type="button"
          onClick={onCode}
          className="flex min-h-11 items-center gap-2 self-start rounded-small font-medium text-info phone:min-h-8"
        >
          <Keyboard size={18} strokeWidth={1.75} aria-hidden />
          {t("pairing.useCode")}
        </button>
      </div>
      <div>
        <div className="grid aspect-square w-[312px] max-w-full place-items-center rounded-card border border-line bg-white p-6">
          {picture ? (
            <img src={picture} alt={t("pairing.qr")} className="size-full [image-rendering:pixelated]" />
          ) : stopped ? (
            <Button onClick={onAgain}>
              <RotateCcw aria-hidden /> {t("pairing.again")}
            </Button>
          ) : (
            <Skeleton className="size-full" />
          )}
        </div>
        {picture && session?.expires_at && <Countdown until={session.expires_at} />}
      </div>
    </div>
  );
}

function Countdown({ until }: { until: string }) {
  const { t } = useTranslation("numbers");
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((Date.parse(until) - now) / 1_000));
  return (
    <p className="mt-3 text-table">
      <span className="block font-medium tabular-nums">{t("pairing.renews", { seconds })}</span>
      <span className="text-ink-2 text-meta">{t("pairing.stay")}</span>
    </p>
  );
}
