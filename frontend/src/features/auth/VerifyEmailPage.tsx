import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { AuthLayout } from "@/features/auth/AuthLayout";
import { verifyEmail } from "@/features/auth/calls";
import { useSubmit } from "@/lib/forms";
import { useLinkToken } from "@/lib/link_token";
import { Button } from "@/ui/Button";
import { FormError } from "@/ui/FormError";
import { TextLink } from "@/ui/TextLink";

/** It verifies on a click, not on load: programs that read mails open their links. */
export function VerifyEmailPage() {
  const { t } = useTranslation("auth");
  const token = useLinkToken();
  const [done, setDone] = useState(false);
  const form = useForm();
  const submit = useSubmit(form, async () => {
    await verifyEmail(token ?? "");
    setDone(true);
  });
  if (done)
    return (
      <AuthLayout title={t("verify.doneTitle")} subtitle={t("verify.doneText")}>
        <TextLink to="/inbox/{-$id}">{t("verify.go")}</TextLink>
      </AuthLayout>
    );
  return (
    <AuthLayout title={t("verify.title")} subtitle={token ? t("verify.text") : t("noToken")}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        <FormError message={form.formState.errors.root?.message} />
        {token && (
          <Button kind="primary" type="submit" wide busy={form.formState.isSubmitting}>
            {t("verify.submit")}
          </Button>
        )}
      </form>
    </AuthLayout>
  );
}
