import { useNavigate } from "@tanstack/react-router";
import { Ellipsis, Languages, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { languageName, type Template } from "@/features/templates/types";
import type { Editor } from "@/features/templates/use_editor";
import { useTemplatesChange } from "@/features/templates/use_templates_change";
import { answer, api } from "@/lib/api/client";
import { Confirm } from "@/ui/Confirm";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuItem } from "@/ui/Menu";

const CopyDialog = lazy(() =>
  import("@/features/templates/CopyDialog").then((module) => ({ default: module.CopyDialog })),
);

/** Another language of it, and its end. */
export function TemplateMenu({ template, editor }: { template: Template; editor: Editor }) {
  const { t, i18n } = useTranslation("templates");
  const navigate = useNavigate();
  const change = useTemplatesChange();
  const [dialog, setDialog] = useState<"copy" | "delete" | null>(null);
  const remove = async () => {
    const params = { path: { template_id: template.id } };
    await change.mutateAsync(() => answer(api.DELETE("/v1/templates/{template_id}", { params })));
    await navigate({ to: "/templates", ignoreBlocker: true });
  };
  const name = `${template.name} (${languageName(template.language, i18n.resolvedLanguage ?? "es")})`;
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={t("actionsOf", { name: template.name })} />}>
        <MenuItem icon={Languages} onSelect={() => setDialog("copy")}>
          {t("copy.action")}
        </MenuItem>
        <MenuItem danger icon={Trash2} onSelect={() => setDialog("delete")}>
          {t("delete.action")}
        </MenuItem>
      </Menu>
      {dialog === "copy" && (
        <Suspense>
          <CopyDialog template={template} wording={editor.wording} onClose={() => setDialog(null)} />
        </Suspense>
      )}
      {dialog === "delete" && (
        <Confirm
          title={t("delete.title", { name })}
          text={template.meta_id ? t("delete.atMeta") : t("delete.draft")}
          action={t("delete.action")}
          onClose={() => setDialog(null)}
          onConfirm={remove}
        />
      )}
    </>
  );
}
