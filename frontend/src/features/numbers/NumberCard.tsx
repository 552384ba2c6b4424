import { BadgeCheck, QrCode, ScanLine, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NumberMenu } from "@/features/numbers/NumberMenu";
import { type Instance, needsAttention } from "@/features/numbers/types";
import { phone } from "@/lib/format/text";
import { ago, exact } from "@/lib/format/time";
import { useMay, usePlace } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { StateChip, type Tone } from "@/ui/Chip";
import { classes } from "@/ui/classes";

/** One number: what it is, how it stands, what it may still send. */
export function NumberCard({ instance, onPair }: { instance: Instance; onPair: () => void }) {
  const { t } = useTranslation("numbers");
  const mayWrite = useMay("instances:write");
  const trouble = needsAttention(instance);
  const web = instance.provider === "web";
  const number = instance.display_phone ?? instance.session?.phone;
  const Icon = trouble ? Unplug : web ? QrCode : BadgeCheck;
  const warmUp = instance.budget.warm_up;
  return (
    <Card className="overflow-hidden">
      <div className="flex flex-wrap items-center gap-3 px-5 py-4">
        <span
          aria-hidden
          className={classes(
            "grid size-10 place-items-center rounded-bubble",
            trouble ? "bg-danger-soft text-danger" : "bg-accent-soft text-accent-ink",
          )}
        >
          <Icon size={20} strokeWidth={1.75} />
        </span>
        <div className="min-w-40 flex-1">
          <div className="flex flex-wrap items-center gap-2">
            <h2 className="font-semibold text-section">{instance.name}</h2>
            <State instance={instance} />
            {warmUp && <StateChip tone="violet">{t("warmUp", { day: warmUp.day, days: warmUp.days })}</StateChip>}
          </div>
          <p className="text-ink-2 text-table">
            {[number && phone(number), t(`providers.${instance.provider}`)].filter(Boolean).join(" · ")}
          </p>
        </div>
        {mayWrite && web && trouble && (
          <Button kind="soft" onClick={onPair}>
            <ScanLine aria-hidden /> {instance.session?.state === "new" ? t("pair") : t("pairAgain")}
          </Button>
        )}
        {mayWrite && <NumberMenu instance={instance} />}
      </div>
      <Facts instance={instance} />
    </Card>
  );
}

function State({ instance }: { instance: Instance }) {
  const { t } = useTranslation("numbers");
  const { state, session } = instance;
  if (state !== "active" || !session) {
    const tone: Tone = state === "active" ? "accent" : state === "stopped" ? "danger" : "neutral";
    return <StateChip tone={tone}>{t(`states.${state}`)}</StateChip>;
  }
  const tone: Tone = session.state === "online" ? "accent" : needsAttention(instance) ? "danger" : "warn";
  return <StateChip tone={tone}>{t(`sessions.${session.state}`)}</StateChip>;
}

function Facts({ instance }: { instance: Instance }) {
  const { t, i18n } = useTranslation(["numbers", "common"]);
  const place = usePlace();
  const { budget, health, session } = instance;
  const daily = budget.warm_up?.messages ?? budget.new_customers;
  const language = i18n.resolvedLanguage === "en" ? "en" : "es";
  const lastWebhook = health.last_webhook_at;
  return (
    <dl className="grid border-line border-t text-table sm:grid-cols-2 lg:grid-cols-4">
      {session ? (
        <Fact label={t("numbers:facts.since")} note={exact(session.since, place)}>
          {ago(session.since, new Date(), place, t("common:yesterday"))}
        </Fact>
      ) : (
        <Fact label={t("numbers:facts.quality")}>
          <Quality rating={instance.quality_rating} />
        </Fact>
      )}
      {daily && (
        <Fact label={budget.warm_up ? t("numbers:facts.messagesToday") : t("numbers:facts.newToday")}>
          {t("numbers:facts.of", {
            used: daily.used.toLocaleString(place.language),
            limit: daily.limit.toLocaleString(place.language),
          })}
          <Bar part={daily.limit ? daily.used / daily.limit : 0} />
        </Fact>
      )}
      {budget.messages_per_second !== null && (
        <Fact label={t("numbers:facts.pace")} note={budget.pause_reason?.[language]}>
          {t("numbers:facts.perSecond", { count: budget.messages_per_second })}
        </Fact>
      )}
      {instance.provider === "cloud" && (
        <Fact
          label={t("numbers:facts.webhook")}
          note={health.webhook_verified ? t("numbers:facts.verified") : t("numbers:facts.notVerified")}
        >
          {lastWebhook ? ago(lastWebhook, new Date(), place, t("common:yesterday")) : t("numbers:facts.never")}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ label, note, children }: { label: string; note?: string | undefined; children: ReactNode }) {
  return (
    <div className="border-line border-b px-5 py-3 last:border-b-0 lg:border-r lg:border-b-0 lg:last:border-r-0">
      <dt className="font-medium text-ink-2 text-meta">{label}</dt>
      <dd className="mt-0.5 text-body">{children}</dd>
      {note && <dd className="text-ink-2 text-meta">{note}</dd>}
    </div>
  );
}

function Quality({ rating }: { rating: string | null }) {
  const { t } = useTranslation("numbers");
  const known = rating === "GREEN" || rating === "YELLOW" || rating === "RED" ? rating : "UNKNOWN";
  const look = { GREEN: "text-accent-ink", YELLOW: "text-warn", RED: "text-danger", UNKNOWN: "text-ink-2" }[known];
  return <span className={classes("font-medium", look)}>{t(`quality.${known}`)}</span>;
}

function Bar({ part }: { part: number }) {
  return (
    <span aria-hidden className="mt-1.5 block h-1.5 max-w-[180px] rounded-full bg-raised">
      <span
        className={classes("block h-full rounded-full", part < 0.8 ? "bg-accent" : "bg-amber")}
        style={{ width: `${Math.min(100, part * 100)}%` }}
      />
    </span>
  );
}
