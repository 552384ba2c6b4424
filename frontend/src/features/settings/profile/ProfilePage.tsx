import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PictureField } from "@/features/settings/PictureField";
import { EmailCard } from "@/features/settings/profile/EmailCard";
import { SettingsPage } from "@/features/settings/SettingsPage";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { putFile } from "@/lib/files";
import { chooseLanguage } from "@/lib/i18n/i18n";
import { useProblemText } from "@/lib/i18n/problems";
import { setEnterSends, useEnterSends } from "@/lib/preferences";
import { useMe } from "@/lib/session/me";
import { chooseTheme, type Theme, useTheme } from "@/lib/theme";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input } from "@/ui/Input";
import { Segments } from "@/ui/Segments";
import { SwitchRow } from "@/ui/SwitchRow";

/** Who one is, and how the app looks and behaves for them. */
export function ProfilePage() {
  const { t } = useTranslation("settings");
  return (
    <SettingsPage title={t("pages.profile")}>
      <div className="flex flex-col gap-4">
        <Person />
        <EmailCard />
        <Look />
      </div>
    </SettingsPage>
  );
}

function Person() {
  const { t } = useTranslation("settings");
  const text = useProblemText();
  const client = useQueryClient();
  const me = useMe();
  const [name, setName] = useState(me.name);
  const refresh = () => client.invalidateQueries({ queryKey: ["me"] });
  const rename = useMutation({
    mutationFn: () => answer(api.PATCH("/v1/me", { body: { name: name.trim() } })),
    onSuccess: refresh,
  });
  const picture = useMutation({
    mutationFn: async (file: File | null) => {
      if (!file) return answer(api.DELETE("/v1/me/avatar"));
      const body = { mime_type: file.type as "image/png", size: file.size };
      const place = await answer(api.POST("/v1/me/avatar/uploads", { body }));
      await putFile(place.url, file);
      return answer(api.PUT("/v1/me/avatar", { body: { upload_id: place.upload_id } }));
    },
    onSuccess: refresh,
  });
  const changed = name.trim() !== me.name && name.trim() !== "";
  return (
    <Card>
      <form
        className="flex flex-col gap-5 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (changed) rename.mutate();
        }}
      >
        <PictureField label={t("profile.picture")} id={me.id} name={me.name} picture={me.avatar_url} change={picture} />
        <div className="flex flex-wrap items-end gap-3">
          <div className="min-w-60 flex-1">
            <Field label={t("profile.name")} hint={t("profile.nameHint")}>
              <Input
                value={name}
                maxLength={100}
                autoComplete="name"
                onChange={({ target }) => setName(target.value)}
              />
            </Field>
          </div>
          {changed && (
            <Button type="submit" kind="primary" busy={rename.isPending} className="mb-[22px]">
              {t("save")}
            </Button>
          )}
        </div>
        {rename.error && <FormError message={text(Problem.of(rename.error))} />}
      </form>
    </Card>
  );
}

function Look() {
  const { t, i18n } = useTranslation("settings");
  const theme = useTheme();
  const enterSends = useEnterSends();
  const language = i18n.resolvedLanguage === "en" ? "en" : "es";
  const speak = (next: "es" | "en") => {
    void chooseLanguage(next);
    void answer(api.PATCH("/v1/me", { body: { language: next } }));
  };
  return (
    <Card title={t("profile.look")}>
      <Row title={t("profile.language")} text={t("profile.languageHint")}>
        <Segments
          label={t("profile.language")}
          value={language}
          options={[
            { value: "es", text: "Español" },
            { value: "en", text: "English" },
          ]}
          onChange={speak}
        />
      </Row>
      <Row title={t("profile.theme")}>
        <Segments<Theme>
          label={t("profile.theme")}
          value={theme}
          options={[
            { value: "system", text: t("profile.system") },
            { value: "light", text: t("profile.light") },
            { value: "dark", text: t("profile.dark") },
          ]}
          onChange={chooseTheme}
        />
      </Row>
      <SwitchRow
        title={t("profile.enter")}
        text={t("profile.enterHint")}
        checked={enterSends}
        onChange={setEnterSends}
      />
    </Card>
  );
}

function Row({ title, text, children }: { title: string; text?: string; children: React.ReactNode }) {
  return (
    <div className="flex min-h-14 flex-wrap items-center gap-3 border-line border-b px-5 py-3">
      <div className="min-w-40 flex-1">
        <p className="font-medium">{title}</p>
        {text && <p className="text-ink-2 text-table">{text}</p>}
      </div>
      {children}
    </div>
  );
}
