import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { StatusChip } from "@/features/templates/StatusChip";
import { languageName, type Template } from "@/features/templates/types";
import { readWording } from "@/features/templates/wording";
import { useVariableWord } from "@/features/templates/words";
import { StateChip } from "@/ui/Chip";

type Group = [Template, ...Template[]];

const QUALITY = { GREEN: "accent", YELLOW: "warn", RED: "danger" } as const;

/** Returns templates with the languages of one name together. They come by name. */
export function grouped(templates: Template[]): Group[] {
  const groups = new Map<string, Group>();
  for (const template of templates) {
    const key = `${template.account_id} ${template.name}`;
    const group = groups.get(key);
    if (group) group.push(template);
    else groups.set(key, [template]);
  }
  return [...groups.values()];
}

/** A template by its name: what it says, and where each language of it stands. */
export function TemplateCard({ group }: { group: Group }) {
  const { t, i18n } = useTranslation("templates");
  const wordOf = useVariableWord();
  const reader = i18n.resolvedLanguage ?? "es";
  const first = group.find(({ language }) => language.startsWith(reader)) ?? group[0];
  const { body, category } = readWording(first);
  const words = body.replace(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g, (_, name: string) => `[${wordOf(name)}]`);
  return (
    <li className="flex min-w-0 flex-col rounded-card border border-line bg-surface">
      <div className="flex-1 px-5 pt-4 pb-3">
        <h2 className="truncate font-semibold text-section">{first.name}</h2>
        <p className="text-ink-2 text-table">{t(`categories.${category}`)}</p>
        <p className="mt-2 line-clamp-3 min-h-[60px] whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">
          {category === "AUTHENTICATION" ? t("code.text") : words || <em>{t("noText")}</em>}
        </p>
      </div>
      <ul>
        {group.map(({ id, language, status, quality, draft }) => (
          <li key={id} className="border-line border-t">
            <Link
              to="/templates/$id"
              params={{ id }}
              className="flex min-h-11 flex-wrap items-center gap-2 px-5 py-1.5 last:rounded-b-card hover:bg-hover"
            >
              <span className="min-w-0 flex-1 truncate">
                <span className="sr-only">{first.name} · </span>
                {languageName(language, reader)}
              </span>
              {draft && <StateChip small>{t("changed")}</StateChip>}
              {quality && quality !== "UNKNOWN" && (
                <StateChip small tone={QUALITY[quality]}>
                  {t(`qualities.${quality}`)}
                </StateChip>
              )}
              <StatusChip small status={status} />
            </Link>
          </li>
        ))}
      </ul>
    </li>
  );
}
