import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NumberBox } from "@/features/agent/behaviour/NumberBox";
import type { CardProps } from "@/features/agent/behaviour/types";
import type { AgentConfig } from "@/features/agent/configs/queries";
import { usePlace } from "@/lib/session/me";
import { Card } from "@/ui/Card";
import { classes } from "@/ui/classes";
import { Select } from "@/ui/Input";

const MICROS = 1_000_000;
const MEDIA = ["bot_on", "always", "never"] as const;
const SLIDES_TO = 30;

/** How long the agent listens and keeps quiet, what it may cost in a day, and whose files it hears and sees. */
export function RhythmCard({ config, disabled, onChange, spent }: CardProps & { spent: number }) {
  const { t } = useTranslation("agent");
  const { language } = usePlace();
  const money = (micros: number) =>
    new Intl.NumberFormat(language, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" }).format(
      micros / MICROS,
    );
  const cap = config.agent_daily_micros;
  const used = cap === null ? 0 : Math.min(100, Math.round((spent / cap) * 100));
  const quiet = (seconds: number) =>
    onChange({
      buffer_quiet_seconds: seconds,
      ...(seconds > config.buffer_max_seconds ? { buffer_max_seconds: seconds } : {}),
    });
  return (
    <Card title={t("behaviour.rhythm")} plain>
      <Row name={t("behaviour.quiet")} text={t("behaviour.quietText")}>
        <input
          type="range"
          min={0}
          max={SLIDES_TO}
          step={1}
          disabled={disabled}
          aria-label={t("behaviour.quiet")}
          value={Math.min(SLIDES_TO, config.buffer_quiet_seconds)}
          onChange={({ target }) => quiet(Number(target.value))}
          className="hidden w-48 accent-(--color-accent) phone:block"
        />
        <NumberBox
          label={t("behaviour.quietSeconds")}
          min={0}
          max={300}
          disabled={disabled}
          value={config.buffer_quiet_seconds}
          onValue={(value) => quiet(value ?? 0)}
        />
        <Unit>s</Unit>
      </Row>
      <Row name={t("behaviour.most")} text={t("behaviour.mostText")}>
        <NumberBox
          label={t("behaviour.most")}
          min={config.buffer_quiet_seconds}
          max={900}
          disabled={disabled}
          value={config.buffer_max_seconds}
          onValue={(value) => onChange({ buffer_max_seconds: value ?? 0 })}
        />
        <Unit>s</Unit>
      </Row>
      <Row name={t("behaviour.pause")} text={t("behaviour.pauseText")}>
        <NumberBox
          label={t("behaviour.pause")}
          min={0}
          max={10_080}
          disabled={disabled}
          value={config.human_pause_minutes}
          onValue={(value) => onChange({ human_pause_minutes: Math.round(value ?? 0) })}
        />
        <Unit>min</Unit>
      </Row>
      <Row
        name={t("behaviour.cap")}
        text={t(cap === null ? "behaviour.capNone" : "behaviour.capText", { spent: money(spent) })}
      >
        {cap !== null && (
          <span aria-hidden className="hidden h-1.5 w-24 overflow-hidden rounded-full bg-raised phone:block">
            <span
              className={classes("block h-full rounded-full", used >= 80 ? "bg-warn" : "bg-accent")}
              style={{ width: `${used}%` }}
            />
          </span>
        )}
        <NumberBox
          label={t("behaviour.cap")}
          min={0.01}
          max={10_000}
          required={false}
          disabled={disabled}
          placeholder={t("behaviour.noCap")}
          value={cap === null ? null : cap / MICROS}
          onValue={(value) => onChange({ agent_daily_micros: value === null ? null : Math.round(value * MICROS) })}
        />
        <Unit>USD</Unit>
      </Row>
      <Row name={t("behaviour.hears")} text={t("behaviour.hearsText")}>
        <Select
          aria-label={t("behaviour.hears")}
          className="!w-56"
          disabled={disabled}
          value={config.understand_media}
          onChange={({ target }) => onChange({ understand_media: target.value as AgentConfig["understand_media"] })}
        >
          {MEDIA.map((each) => (
            <option key={each} value={each}>
              {t(`behaviour.media.${each}`)}
            </option>
          ))}
        </Select>
      </Row>
    </Card>
  );
}

function Row({ name, text, children }: { name: string; text: string; children: ReactNode }) {
  return (
    <div className="mx-5 flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-3 last:border-0">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium">{name}</p>
        <p className="text-ink-2 text-table">{text}</p>
      </div>
      <div className="flex items-center gap-2">{children}</div>
    </div>
  );
}

function Unit({ children }: { children: string }) {
  return <span className="w-8 text-ink-2 text-table">{children}</span>;
}
