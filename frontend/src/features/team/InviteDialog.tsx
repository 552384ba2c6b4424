import { useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import { invitationsKey } from "@/features/team/queries";
import { answer, api } from "@/lib/api/client";
import { useSubmit } from "@/lib/forms";
import { useBusinessId, useMyRole } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormError } from "@/ui/FormError";
import { Input, Select } from "@/ui/Input";

type NewInvitation = components["schemas"]["NewInvitation"];

/** Asks somebody by mail to join the team. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["team", "common"]);
  const client = useQueryClient();
  const businessId = useBusinessId();
  const owner = useMyRole() === "OWNER";
  const form = useForm<NewInvitation>({ defaultValues: { email: "", role: "ADVISOR" } });
  const { errors, isSubmitting } = form.formState;
  const role = form.watch("role");
  const submit = useSubmit(form, async (body) => {
    await answer(api.POST("/v1/team/invitations", { body }));
    await client.invalidateQueries({ queryKey: invitationsKey(businessId) });
    onClose();
  });
  return (
    <Dialog title={t("team:inviteTitle")} closeLabel={t("common:close")} onClose={onClose}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4 pb-6">
        <Field label={t("team:email")} error={errors.email?.message}>
          <Input type="email" autoComplete="off" {...form.register("email", { required: t("team:required") })} />
        </Field>
        <Field label={t("team:columns.role")} hint={t(`team:what.${role}`)} error={errors.role?.message}>
          <Select {...form.register("role")}>
            <option value="ADVISOR">{t("team:roles.ADVISOR")}</option>
            <option value="ADMIN">{t("team:roles.ADMIN")}</option>
            {owner && <option value="OWNER">{t("team:roles.OWNER")}</option>}
          </Select>
        </Field>
        <FormError message={errors.root?.message} />
        <Button kind="primary" type="submit" busy={isSubmitting}>
          {t("team:sendInvitation")}
        </Button>
      </form>
    </Dialog>
  );
}
