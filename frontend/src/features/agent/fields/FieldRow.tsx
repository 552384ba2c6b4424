import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/crm";
import type { ContactField } from "@/features/agent/fields/types";
import { StateChip } from "@/ui/Chip";
import { IconButton } from "@/ui/IconButton";
import { InlineInput } from "@/ui/InlineInput";
import { Switch } from "@/ui/Switch";

type Props = {
  field: ContactField;
  mayWrite: boolean;
  onChange: (to: components["schemas"]["UpdateContactField"]) => void;
  onDelete: () => void;
};

/** One field: its names, what is written in it, and whether the agent fills it in. */
export function FieldRow({ field, mayWrite, onChange, onDelete }: Props) {
  const { t } = useTranslation("agent");
  return (
    <li className="border-line border-b px-5 py-2 last:border-0">
      <div className="flex min-h-11 flex-wrap items-center gap-x-3">
        <div className="flex min-w-0 grow basis-full gap-x-3 phone:basis-0">
          <InlineInput
            label={t("fields.labelEs")}
            value={field.label_es}
            maxLength={60}
            disabled={!mayWrite}
            onSave={(label_es) => onChange({ label_es })}
          />
          <InlineInput
            label={t("fields.labelEn")}
            value={field.label_en}
            maxLength={60}
            disabled={!mayWrite}
            onSave={(label_en) => onChange({ label_en })}
          />
        </div>
        <code className="text-ink-2 text-meta">{field.key}</code>
        <StateChip>
          {t(`fields.types.${field.type}`)}
          {field.options.length > 0 && ` · ${field.options.length}`}
        </StateChip>
        {mayWrite && (
          <IconButton small icon={Trash2} label={t("fields.delete", { name: field.label_es })} onClick={onDelete} />
        )}
      </div>
      <div className="flex min-h-9 items-center gap-3 pl-2">
        <Switch
          checked={field.extract}
          disabled={!mayWrite}
          label={t("fields.extractOf", { name: field.label_es })}
          onChange={(extract) => onChange({ extract })}
        />
        <span className="shrink-0 text-ink-2 text-table">{t("fields.extract")}</span>
        {field.extract && (
          <InlineInput
            label={t("fields.description")}
            placeholder={t("fields.descriptionHint")}
            value={field.description}
            maxLength={300}
            disabled={!mayWrite}
            onSave={(description) => onChange({ description })}
          />
        )}
      </div>
    </li>
  );
}
