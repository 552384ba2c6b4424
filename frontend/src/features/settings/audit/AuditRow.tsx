import { useTranslation } from "react-i18next";
import type { AuditEntry } from "@/features/settings/types";
import { ago, exact } from "@/lib/format/time";
import { usePlace } from "@/lib/session/me";

/** One change: who, what, when; opened, what it was before and is now. */
export function AuditRow({ entry, name }: { entry: AuditEntry; name: string }) {
  const { t } = useTranslation(["settings", "common"]);
  const place = usePlace();
  const fields = [...new Set([...Object.keys(entry.before), ...Object.keys(entry.after)])];
  const who = entry.actor_name ?? t(`settings:actors.${entry.actor_kind}`);
  return (
    <li className="border-line border-b last:border-0">
      <details>
        <summary className="flex min-h-12 cursor-pointer flex-wrap items-center gap-x-4 px-5 py-2 hover:bg-hover">
          <span className="min-w-48 flex-1">
            <span className="font-medium">{name}</span> <span className="text-ink-2">· {who}</span>
          </span>
          <time dateTime={entry.at} title={exact(entry.at, place)} className="text-ink-2 text-table">
            {ago(entry.at, new Date(), place, t("common:yesterday"))}
          </time>
        </summary>
        <div className="px-5 pb-4 text-table">
          {fields.length > 0 && (
            <table className="w-full">
              <thead className="sr-only">
                <tr>
                  <th>{t("settings:audit.field")}</th>
                  <th>{t("settings:audit.before")}</th>
                  <th>{t("settings:audit.after")}</th>
                </tr>
              </thead>
              <tbody>
                {fields.map((field) => (
                  <tr key={field} className="align-top">
                    <th scope="row" className="w-40 py-1 pr-4 text-left font-normal text-ink-2">
                      {field}
                    </th>
                    <td className="py-1 pr-4 text-danger line-through [overflow-wrap:anywhere]">
                      {shown(entry.before[field])}
                    </td>
                    <td className="py-1 text-accent-ink [overflow-wrap:anywhere]">{shown(entry.after[field])}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <p className="pt-1 text-ink-3 text-meta">
            {exact(entry.at, place)} · <code className="select-all">{entry.request_id}</code>
          </p>
        </div>
      </details>
    </li>
  );
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
