import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { answer, api } from "@/lib/api/client";
import { useSubmit } from "@/lib/forms";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input } from "@/ui/Input";
import { Spinner } from "@/ui/Spinner";

type Props = { instanceId: string; code: string | null; onBack: () => void };

/** For who cannot scan: eight signs that are typed on the phone. */
export function PairingCode({ instanceId, code, onBack }: Props) {
  const { t } = useTranslation("numbers");
  const form = useForm({ defaultValues: { phone: "" } });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const submit = useSubmit(form, async ({ phone }) => {
    await answer(
      api.POST("/v1/instances/{instance_id}/connect", {
        params: { path: { instance_id: instanceId } },
        body: { method: "code", phone: phone.replace(/[^\d+]/g, "") },
      }),
    );
  });
  return (
    <div className="mx-auto flex max-w-[380px] flex-col gap-5 py-4">
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field label={t("pairing.phone")} hint={t("pairing.phoneHint")} error={errors.phone?.message}>
          <Input type="tel" placeholder="+52 55 1234 5678" {...form.register("phone", { required: t("required") })} />
        </Field>
        <FormError message={errors.root?.message} />
        <Button kind="primary" type="submit" busy={isSubmitting}>
          {t("pairing.getCode")}
        </Button>
      </form>
      {isSubmitSuccessful && (
        <div role="status" className="rounded-card bg-raised px-4 py-5 text-center">
          {code ? (
            <>
              <p className="select-all font-semibold text-figure tracking-[0.12em]">{inFours(code)}</p>
              <p className="mt-2 text-ink-2 text-table">{t("pairing.typeIt")}</p>
            </>
          ) : (
            <Spinner />
          )}
        </div>
      )}
      <Button kind="ghost" onClick={onBack}>
        {t("pairing.useQr")}
      </Button>
    </div>
  );
}

function inFours(code: string): string {
  const signs = code.replace("-", "");
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}
