import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { TemplateMenu } from "@/features/templates/TemplateMenu";
import { TemplateState } from "@/features/templates/TemplateState";
import type { Template } from "@/features/templates/types";
import { filled, wordingOf } from "@/features/templates/wording";
import { ago } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";
import { Card } from "@/ui/Card";

/** The templates: each name once, with a row of each language. */
export function TemplatesTable({ templates, mayWrite }: { templates: Template[]; mayWrite: boolean }) {
  const { t } = useTranslation(["templates", "common"]);
  const place = usePlace();
  const now = new Date();
  return (
    <Card>
      <ul>
        {templates.map((template) => (
          <li
            key={template.id}
            className="flex min-h-[60px] flex-wrap items-center gap-x-4 gap-y-1 border-line border-b px-5 py-2 last:border-0 hover:bg-hover"
          >
            <Link to="/templates/$id" params={{ id: template.id }} className="min-w-52 flex-1 rounded-small">
              <span className="block font-medium">
                {template.name} <span className="font-normal text-ink-2 text-meta">{template.language}</span>
              </span>
              <span className="line-clamp-1 text-ink-2 text-table">{bodyOf(template)}</span>
            </Link>
            <span className="w-24 text-ink-2 text-table">{t(`templates:categories.${template.category}`)}</span>
            <span className="flex w-52 justify-end">
              <TemplateState template={template} />
            </span>
            <span className="hidden w-20 text-right text-ink-2 text-table lg:block">
              {ago(template.updated_at, now, place, t("common:yesterday"))}
            </span>
            {mayWrite && <TemplateMenu template={template} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function bodyOf(template: Template): string {
  const body = template.components.find((part) => part.type === "BODY");
  if (body?.type !== "BODY") return "";
  return filled(body.text ?? "", wordingOf(template)?.examples ?? {});
}
