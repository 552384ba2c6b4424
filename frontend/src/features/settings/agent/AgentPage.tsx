import { useTranslation } from "react-i18next";
import { ModelCard } from "@/features/settings/agent/ModelCard";
import { VersionCard } from "@/features/settings/agent/VersionCard";
import { Loading } from "@/features/settings/Loading";
import { SaveBar } from "@/features/settings/SaveBar";
import { SettingsPage } from "@/features/settings/SettingsPage";
import { useBusinessEdit } from "@/features/settings/use_business_edit";
import { useMay } from "@/lib/session/me";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { SwitchRow } from "@/ui/SwitchRow";

/** Whether the agent answers, how long it listens first, and how long it keeps quiet after a person. */
export function AgentPage() {
  const { t } = useTranslation("settings");
  const mayWrite = useMay("business:write");
  const { business, loading, set, dirty, problem, busy, save, discard } = useBusinessEdit();
  if (!business)
    return (
      <SettingsPage title={t("pages.agent")}>
        <Loading query={loading} className="h-72 rounded-card" />
      </SettingsPage>
    );
  const number = (value: string) => Math.max(0, Number(value) || 0);
  return (
    <SettingsPage
      title={t("pages.agent")}
      bar={dirty && <SaveBar busy={busy} problem={problem} onDiscard={discard} onSave={save} />}
    >
      <Card>
        <SwitchRow
          title={t("agent.on")}
          text={t("agent.onText")}
          checked={business.bot_enabled}
          disabled={!mayWrite}
          onChange={(bot_enabled) => set({ bot_enabled })}
        />
        <div className="grid gap-5 p-5 phone:grid-cols-3">
          <Field label={t("agent.quiet")} hint={t("agent.quietHint")}>
            <Input
              type="number"
              min={0}
              disabled={!mayWrite}
              value={business.buffer_quiet_seconds}
              onChange={({ target }) => set({ buffer_quiet_seconds: number(target.value) })}
            />
          </Field>
          <Field label={t("agent.most")} hint={t("agent.mostHint")}>
            <Input
              type="number"
              min={0}
              disabled={!mayWrite}
              value={business.buffer_max_seconds}
              onChange={({ target }) => set({ buffer_max_seconds: number(target.value) })}
            />
          </Field>
          <Field label={t("agent.pause")} hint={t("agent.pauseHint")}>
            <Input
              type="number"
              min={0}
              disabled={!mayWrite}
              value={business.human_pause_minutes}
              onChange={({ target }) => set({ human_pause_minutes: Math.round(number(target.value)) })}
            />
          </Field>
        </div>
      </Card>
      <VersionCard business={business} disabled={!mayWrite} onChange={set} />
      <ModelCard business={business} disabled={!mayWrite} onChange={set} />
    </SettingsPage>
  );
}
