import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CaseRow, COLUMNS } from "@/features/agent/evals/CaseRow";
import type { Case, Run } from "@/features/agent/evals/queries";
import { isIn, type Row, type Tab } from "@/features/agent/evals/rows";
import { count } from "@/lib/format/number";
import { useMay, usePlace } from "@/lib/session/me";
import { Card } from "@/ui/Card";
import { classes } from "@/ui/classes";
import { FilterMenu } from "@/ui/FilterMenu";
import { MenuItem } from "@/ui/Menu";

const TABS = ["all", "changed", "failing"] as const;

type Props = {
  rows: Row[];
  before: Run | null;
  after: Run | null;
  tag: string | null;
  onTag: (tag: string | null) => void;
  onEdit: (edited: Case) => void;
};

/** The cases: all, those that changed, those that fail; one opens where it stands. */
export function CaseTable({ rows, before, after, tag, onTag, onEdit }: Props) {
  const { t } = useTranslation("evals");
  const place = usePlace();
  const mayWrite = useMay("agent:write");
  const [tab, setTab] = useState<Tab>("all");
  const [open, setOpen] = useState<string | null>(null);
  const tags = [...new Set(rows.flatMap((row) => row.tags))].sort((one, other) => one.localeCompare(other));
  const tagged = rows.filter((row) => !tag || row.tags.includes(tag));
  const shown = tagged.filter((row) => isIn(row, tab));
  return (
    <Card className="mt-4 overflow-hidden">
      <div className="flex flex-wrap items-center justify-between gap-x-4 border-line border-b px-5">
        <div role="tablist" aria-label={t("cases")} className="flex gap-4 phone:gap-6">
          {TABS.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={each === tab}
              onClick={() => setTab(each)}
              className={classes(
                "-mb-px flex h-11 items-center gap-2 border-b-2 font-medium text-table phone:h-10",
                each === tab ? "border-accent text-ink" : "border-transparent text-ink-2 hover:text-ink",
              )}
            >
              {t(`tabs.${each}`)}
              <span className="grid h-[18px] min-w-[18px] place-items-center rounded-full bg-raised px-1.5 text-ink-2 text-meta tabular-nums">
                {count(tagged.filter((row) => isIn(row, each)).length, place)}
              </span>
            </button>
          ))}
        </div>
        {tags.length > 0 && (
          <div className="py-1">
            <FilterMenu name={t("tag")} value={tag ?? undefined} onClear={() => onTag(null)}>
              {tags.map((each) => (
                <MenuItem key={each} onSelect={() => onTag(each)}>
                  {each}
                </MenuItem>
              ))}
            </FilterMenu>
          </div>
        )}
      </div>
      <div
        aria-hidden
        className={classes("hidden h-9 border-line border-b px-5 font-medium text-ink-3 text-meta", COLUMNS)}
      >
        <span>{t("case")}</span>
        <span>{t("tag")}</span>
        <span>{before && t("before")}</span>
        <span>{t("now")}</span>
        <span>{t("change")}</span>
        <span>{t("rule")}</span>
      </div>
      <ul aria-label={t(`tabs.${tab}`)}>
        {shown.map((row) => (
          <CaseRow
            key={row.id}
            row={row}
            before={before}
            after={after}
            open={open === row.id}
            onToggle={() => setOpen(open === row.id ? null : row.id)}
            onEdit={mayWrite && row.kept ? () => row.kept && onEdit(row.kept) : null}
          />
        ))}
      </ul>
      {shown.length === 0 && <p className="px-5 py-8 text-center text-ink-2">{t(`none.${tab}`)}</p>}
    </Card>
  );
}
