import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { DeleteBusiness } from "@/features/settings/business/DeleteBusiness";
import { LogoField } from "@/features/settings/business/LogoField";
import { MyBusinesses } from "@/features/settings/business/MyBusinesses";
import { Loading } from "@/features/settings/Loading";
import { configQuery } from "@/features/settings/queries";
import { SaveBar } from "@/features/settings/SaveBar";
import { SettingsPage } from "@/features/settings/SettingsPage";
import { useBusinessEdit } from "@/features/settings/use_business_edit";
import { useMay, useMyRole } from "@/lib/session/me";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { Input, Select, Textarea } from "@/ui/Input";
import { Segments } from "@/ui/Segments";
import { SwitchRow } from "@/ui/SwitchRow";

/** What the business is called, where it is, what it does, and who sees what. */
export function BusinessPage() {
  const { t } = useTranslation("settings");
  const mayWrite = useMay("business:write");
  const owner = useMyRole() === "OWNER";
  const { business, loading, set, dirty, problem, busy, save, discard } = useBusinessEdit();
  const config = useQuery(configQuery).data;
  if (!business)
    return (
      <SettingsPage title={t("pages.business")}>
        <Loading query={loading} className="h-96 rounded-card" />
      </SettingsPage>
    );
  return (
    <SettingsPage
      title={t("pages.business")}
      bar={dirty && <SaveBar busy={busy} problem={problem} onDiscard={discard} onSave={save} />}
    >
      <fieldset disabled={!mayWrite} className="flex flex-col gap-4">
        <Card>
          <div className="grid gap-5 p-5 phone:grid-cols-2">
            <LogoField business={business} disabled={!mayWrite} />
            <Field label={t("business.name")}>
              <Input value={business.name} maxLength={200} onChange={({ target }) => set({ name: target.value })} />
            </Field>
            <div className="flex flex-col gap-1.5">
              <span className="font-medium text-table">{t("business.objective")}</span>
              <Segments
                label={t("business.objective")}
                value={business.objective}
                options={[
                  { value: "SALES", text: t("business.sales") },
                  { value: "APPOINTMENTS", text: t("business.appointments") },
                ]}
                onChange={(objective) => mayWrite && set({ objective })}
              />
            </div>
            <Field label={t("business.zone")}>
              <Select value={business.timezone} onChange={({ target }) => set({ timezone: target.value })}>
                {(config?.timezones ?? [business.timezone]).map((zone) => (
                  <option key={zone} value={zone}>
                    {zone.replaceAll("_", " ")}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t("business.language")} hint={t("business.languageHint")}>
              <Select
                value={business.language}
                onChange={({ target }) => set({ language: target.value === "en" ? "en" : "es" })}
              >
                <option value="es">Español</option>
                <option value="en">English</option>
              </Select>
            </Field>
            <Field label={t("business.currency")}>
              <Select value={business.currency} onChange={({ target }) => set({ currency: target.value })}>
                {(config?.currencies ?? [{ code: business.currency }]).map(({ code }) => (
                  <option key={code} value={code}>
                    {code}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
        </Card>
        <Card title={t("business.about")}>
          <div className="p-5">
            <Field label={t("business.context")} hint={t("business.contextHint")}>
              <Textarea
                rows={8}
                value={business.context}
                maxLength={20_000}
                onChange={({ target }) => set({ context: target.value })}
              />
            </Field>
          </div>
        </Card>
        <Card title={t("business.team")}>
          <SwitchRow
            title={t("business.seeAll")}
            text={t("business.seeAllText")}
            checked={business.advisors_see_all}
            disabled={!mayWrite}
            onChange={(advisors_see_all) => set({ advisors_see_all })}
          />
        </Card>
      </fieldset>
      <div className="mt-4 flex flex-col gap-4">
        <MyBusinesses />
        {owner && <DeleteBusiness />}
      </div>
    </SettingsPage>
  );
}
