import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "@/features/settings/Loading";
import { factorQuery } from "@/features/settings/queries";
import { CodesDialog } from "@/features/settings/security/CodesDialog";
import { PasswordAndCodeDialog } from "@/features/settings/security/PasswordAndCodeDialog";
import { answer, api } from "@/lib/api/client";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { StateChip } from "@/ui/Chip";

const EnableFactorDialog = lazy(() =>
  import("@/features/settings/security/EnableFactorDialog").then((module) => ({ default: module.EnableFactorDialog })),
);

type Step = { name: "enable" | "disable" | "renew" } | { name: "codes"; codes: string[] } | null;

/** A code from the phone beside the password: on, off, and the codes for when the phone is lost. */
export function SecondFactorCard() {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const loading = useQuery(factorQuery);
  const factor = loading.data;
  const [step, setStep] = useState<Step>(null);
  const refresh = () => {
    void client.invalidateQueries({ queryKey: factorQuery.queryKey });
    void client.invalidateQueries({ queryKey: ["me"] });
  };
  const close = () => setStep(null);
  const show = (codes: string[]) => {
    refresh();
    setStep({ name: "codes", codes });
  };
  return (
    <Card
      title={t("factor.title")}
      aside={
        factor && (
          <StateChip tone={factor.enabled ? "accent" : "neutral"}>
            {t(factor.enabled ? "factor.on" : "factor.off")}
          </StateChip>
        )
      }
    >
      <Loading query={loading} className="m-5 h-10" />
      {factor && (
        <div className="flex flex-wrap items-center gap-3 p-5">
          <p className="min-w-60 flex-1 text-ink-2">
            {factor.enabled ? t("factor.left", { count: factor.recovery_codes_left }) : t("factor.text")}
          </p>
          {!factor.enabled && (
            <Button kind="soft" onClick={() => setStep({ name: "enable" })}>
              {t("factor.enable")}
            </Button>
          )}
          {factor.enabled && (
            <>
              <Button onClick={() => setStep({ name: "renew" })}>{t("factor.renew")}</Button>
              <Button kind="danger" onClick={() => setStep({ name: "disable" })}>
                {t("factor.disable")}
              </Button>
            </>
          )}
        </div>
      )}
      {step?.name === "enable" && (
        <Suspense>
          <EnableFactorDialog onClose={close} onDone={show} />
        </Suspense>
      )}
      {step?.name === "disable" && (
        <PasswordAndCodeDialog
          title={t("factor.disable")}
          onClose={close}
          onSubmit={async (body) => {
            await answer(api.POST("/v1/me/second-factor/disable", { body }));
            refresh();
            close();
          }}
        />
      )}
      {step?.name === "renew" && (
        <PasswordAndCodeDialog
          title={t("factor.renew")}
          onClose={close}
          onSubmit={async (body) =>
            show((await answer(api.POST("/v1/me/second-factor/recovery-codes", { body }))).recovery_codes)
          }
        />
      )}
      {step?.name === "codes" && <CodesDialog codes={step.codes} onClose={close} />}
    </Card>
  );
}
