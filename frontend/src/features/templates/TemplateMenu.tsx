import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Copy, EllipsisVertical, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyDialog } from "@/features/templates/CopyDialog";
import { templatesKey } from "@/features/templates/queries";
import type { Template } from "@/features/templates/types";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useBusinessId } from "@/lib/session/me";
import { Confirm } from "@/ui/Confirm";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuItem } from "@/ui/Menu";
import { notifyProblem } from "@/ui/notify";

/** What one can do with a template: another language of it, its end. */
export function TemplateMenu({ template }: { template: Template }) {
  const { t } = useTranslation("templates");
  const text = useProblemText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const businessId = useBusinessId();
  const [asking, setAsking] = useState(false);
  const [copying, setCopying] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      answer(api.DELETE("/v1/templates/{template_id}", { params: { path: { template_id: template.id } } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: templatesKey(businessId) });
      void navigate({ to: "/templates" });
    },
    onError: (error) => notifyProblem(text(Problem.of(error))),
  });
  return (
    <>
      <Menu trigger={<IconButton small icon={EllipsisVertical} label={t("actions", { name: template.name })} />}>
        <MenuItem icon={Copy} onSelect={() => setCopying(true)}>
          {t("copy.action")}
        </MenuItem>
        <MenuItem icon={Trash2} danger onSelect={() => setAsking(true)}>
          {t("delete.action")}
        </MenuItem>
      </Menu>
      {copying && <CopyDialog template={template} onClose={() => setCopying(false)} />}
      {asking && (
        <Confirm
          title={t("delete.sure", { name: template.name })}
          text={t("delete.what")}
          action={t("delete.action")}
          onClose={() => setAsking(false)}
          onConfirm={() => remove.mutateAsync()}
        />
      )}
    </>
  );
}
