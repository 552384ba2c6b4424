import { Copy, Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { another, onLine, type Stretch, USUAL } from "@/features/settings/hours/hours";
import type { Day } from "@/features/settings/types";
import { classes } from "@/ui/classes";
import { IconButton } from "@/ui/IconButton";
import { Switch } from "@/ui/Switch";

type Props = {
  day: Day;
  stretches: Stretch[];
  changed: boolean;
  disabled: boolean;
  onChange: (stretches: Stretch[]) => void;
  onCopy: (stretches: Stretch[]) => void;
};

const MOST = 4;

/** One day: open or closed, from when to when, the same as a line. */
export function DayRow({ day, stretches, changed, disabled, onChange, onCopy }: Props) {
  const { t } = useTranslation("settings");
  const name = t(`days.${day}`);
  const put = (at: number, part: Partial<Stretch>) =>
    onChange(stretches.map((each, index) => (index === at ? { ...each, ...part } : each)));
  return (
    <div
      className={classes(
        "flex flex-wrap items-center gap-x-0 gap-y-2 border-line border-b border-l-[3px] py-2 pr-5 pl-[17px] last:border-b-0 lg:min-h-12",
        changed ? "border-l-amber bg-warn-soft" : "border-l-transparent",
      )}
    >
      <div className="flex flex-1 items-center gap-3 lg:w-36 lg:flex-none">
        <Switch
          checked={stretches.length > 0}
          disabled={disabled}
          label={t("hours.isOpen", { day: name })}
          onChange={(open) => onChange(open ? [USUAL] : [])}
        />
        <span className="font-medium">{name}</span>
      </div>
      <div className="order-last flex w-full min-w-0 flex-wrap items-center gap-x-4 gap-y-2 lg:order-none lg:w-auto lg:flex-1">
        {stretches.length === 0 && <span className="text-ink-2 text-table">{t("hours.closed")}</span>}
        {stretches.map((stretch, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stretch is its place in the day
          <span key={at} className="flex items-center gap-1.5">
            <Time
              label={t("hours.from", { day: name })}
              value={stretch.from}
              disabled={disabled}
              onChange={(from) => put(at, { from })}
            />
            <span className="text-ink-2 text-table">{t("hours.to")}</span>
            <Time
              label={t("hours.until", { day: name })}
              value={stretch.to}
              disabled={disabled}
              onChange={(to) => put(at, { to })}
            />
            {at > 0 && !disabled && (
              <IconButton
                small
                icon={X}
                label={t("hours.remove")}
                onClick={() => onChange(stretches.filter((_, index) => index !== at))}
              />
            )}
          </span>
        ))}
      </div>
      <div aria-hidden className="relative hidden h-2 w-[226px] rounded-full bg-raised lg:block">
        {stretches.map((stretch) => {
          const { left, width } = onLine(stretch);
          return (
            <span
              key={stretch.from}
              className="absolute inset-y-0 rounded-full bg-accent/80"
              style={{ left: `${left}%`, width: `${width}%` }}
            />
          );
        })}
      </div>
      <div className="flex w-20 shrink-0 justify-end">
        {!disabled && (
          <>
            <IconButton
              small
              icon={Plus}
              label={t("hours.add", { day: name })}
              disabled={stretches.length >= MOST}
              onClick={() => onChange([...stretches, another(stretches)])}
            />
            <IconButton small icon={Copy} label={t("hours.copy", { day: name })} onClick={() => onCopy(stretches)} />
          </>
        )}
      </div>
    </div>
  );
}

type TimeProps = { label: string; value: string; disabled: boolean; onChange: (value: string) => void };

function Time({ label, value, disabled, onChange }: TimeProps) {
  return (
    <input
      type="time"
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={({ target }) => target.value && onChange(target.value)}
      className="h-11 rounded-control border border-edge bg-surface px-2 text-[16px] tabular-nums phone:h-8 phone:text-table"
    />
  );
}
