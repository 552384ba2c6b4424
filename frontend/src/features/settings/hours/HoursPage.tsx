import { useTranslation } from "react-i18next";
import { AwayMessage } from "@/features/settings/hours/AwayMessage";
import { DayRow } from "@/features/settings/hours/DayRow";
import { DAYS, setDay, stretchesOf } from "@/features/settings/hours/hours";
import { Loading } from "@/features/settings/Loading";
import { SaveBar } from "@/features/settings/SaveBar";
import { SettingsPage } from "@/features/settings/SettingsPage";
import { useBusinessEdit } from "@/features/settings/use_business_edit";
import { useMay } from "@/lib/session/me";
import { Card } from "@/ui/Card";

const MARKS = [6, 10, 14, 18, 22];

/** When the business is open, and what is answered when it is not. */
export function HoursPage() {
  const { t } = useTranslation("settings");
  const mayWrite = useMay("business:write");
  const { business, loading, saved, set, dirty, problem, busy, save, discard } = useBusinessEdit();
  if (!business || !saved)
    return (
      <SettingsPage title={t("pages.hours")}>
        <Loading query={loading} className="h-96 rounded-card" />
      </SettingsPage>
    );
  return (
    <SettingsPage
      title={t("pages.hours")}
      text={t("hours.text", { zone: business.timezone.split("/").at(-1)?.replaceAll("_", " ") })}
      bar={dirty && <SaveBar busy={busy} problem={problem} onDiscard={discard} onSave={save} />}
    >
      <Card>
        <div className="hidden h-9 items-center border-line border-b px-5 font-medium text-ink-3 text-meta lg:flex">
          <span className="w-36">{t("hours.day")}</span>
          <span className="flex-1">{t("hours.open")}</span>
          <span className="flex w-[226px] justify-between pr-2 font-normal tabular-nums">
            {MARKS.map((mark) => (
              <span key={mark}>{mark === 22 ? "22 h" : mark}</span>
            ))}
          </span>
          <span className="w-20" />
        </div>
        {DAYS.map((day) => (
          <DayRow
            key={day}
            day={day}
            stretches={stretchesOf(business.hours, day)}
            changed={JSON.stringify(stretchesOf(business.hours, day)) !== JSON.stringify(stretchesOf(saved.hours, day))}
            disabled={!mayWrite}
            onChange={(stretches) => set({ hours: setDay(business.hours, day, stretches) })}
            onCopy={(stretches) =>
              set({ hours: DAYS.reduce((hours, each) => setDay(hours, each, stretches), business.hours) })
            }
          />
        ))}
      </Card>
      <AwayMessage business={business} disabled={!mayWrite} onChange={set} />
    </SettingsPage>
  );
}
