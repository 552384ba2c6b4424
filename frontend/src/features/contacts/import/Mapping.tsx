import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Columns, guess, type Sheet, writeSheet } from "@/features/contacts/import/sheet";
import { contactFieldsQuery } from "@/lib/business_lists";
import { useBusinessId } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { FormError } from "@/ui/FormError";
import { Select } from "@/ui/Input";
import { WideBox } from "@/ui/WideBox";

const SHOWN = 4;
const OURS = ["phone", "name", "email", "tags", "notes"] as const;

type Props = { sheet: Sheet; onBack: () => void; onReady: (file: Blob) => void };

/** What each column of the file is, beside its first rows. */
export function Mapping({ sheet, onBack, onReady }: Props) {
  const { t, i18n } = useTranslation("contacts");
  const fields = useQuery(contactFieldsQuery(useBusinessId())).data ?? [];
  const english = i18n.resolvedLanguage === "en";
  const named = new Map(
    fields.flatMap(({ key, label_es, label_en }) => [label_es, label_en, key].map((each) => [each.toLowerCase(), key])),
  );
  const [chosen, setChosen] = useState<Columns | null>(null);
  const columns = chosen ?? guess(sheet.head, named);
  const choose = (at: number, name: string) =>
    setChosen(columns.map((each, index) => (index === at ? name || null : each === name ? null : each)));
  return (
    <div className="pb-6">
      <p className="mb-3 text-ink-2">{t("import.columns", { file: sheet.name, count: sheet.rows.length })}</p>
      <WideBox label={sheet.name} className="rounded-card border border-line">
        <table className="w-full text-table">
          <thead>
            <tr className="align-top">
              {sheet.head.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                <th key={at} scope="col" className="min-w-40 p-2 text-left font-medium">
                  <span className="mb-1 block truncate text-ink-2 text-meta">{cell || "–"}</span>
                  <Select
                    aria-label={t("import.column", { name: cell })}
                    className="phone:h-8 phone:text-table"
                    value={columns[at] ?? ""}
                    onChange={({ target }) => choose(at, target.value)}
                  >
                    <option value="">{t("import.leaveOut")}</option>
                    {OURS.map((name) => (
                      <option key={name} value={name}>
                        {t(`import.names.${name}`)}
                      </option>
                    ))}
                    {fields.map(({ key, label_es, label_en }) => (
                      <option key={key} value={key}>
                        {english ? label_en : label_es}
                      </option>
                    ))}
                  </Select>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.rows.slice(0, SHOWN).map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
              <tr key={line} className="border-line border-t">
                {sheet.head.map((_, at) => (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                    key={at}
                    className={columns[at] ? "max-w-52 truncate px-3 py-2" : "max-w-52 truncate px-3 py-2 text-ink-3"}
                  >
                    {row[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideBox>
      <div className="mt-4 flex flex-wrap items-center gap-2">
        <span className="flex-1">
          <FormError message={columns.includes("phone") ? undefined : t("import.noPhone")} />
        </span>
        <Button onClick={onBack}>{t("import.back")}</Button>
        <Button
          kind="primary"
          disabled={!columns.includes("phone")}
          onClick={() => onReady(writeSheet(sheet, columns))}
        >
          {t("import.start", { count: sheet.rows.length })}
        </Button>
      </div>
    </div>
  );
}
