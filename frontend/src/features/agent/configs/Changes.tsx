import { useTranslation } from "react-i18next";
import type { Difference } from "@/features/agent/configs/queries";
import { TextDiff } from "@/features/agent/configs/TextDiff";
import { useSettingWords } from "@/features/agent/configs/use_setting_words";

/** What is different between two versions: each setting as it was and as it is. */
export function Changes({ changes }: { changes: Difference[] }) {
  const { t } = useTranslation("agent");
  const words = useSettingWords();
  return (
    <ul className="flex flex-col gap-3">
      {changes.map(({ path, before, after }) => (
        <li key={path} className="rounded-bubble border border-line p-4">
          <h3 className="mb-1.5 font-medium text-table">{words.name(path)}</h3>
          {path === "context" ? (
            <TextDiff before={String(before ?? "")} after={String(after ?? "")} />
          ) : (
            <p className="flex flex-wrap items-baseline gap-x-2 text-table">
              <span className="sr-only">{t("configs.before")}</span>
              <del className="text-ink-2">{words.value(path, before)}</del>
              <span aria-hidden className="text-ink-3">
                →
              </span>
              <span className="sr-only">{t("configs.after")}</span>
              <ins className="rounded-small bg-accent-soft px-1 text-accent-ink no-underline">
                {words.value(path, after)}
              </ins>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
