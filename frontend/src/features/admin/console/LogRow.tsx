import { Link } from "@tanstack/react-router";
import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { LogFilters } from "@/features/admin/console/filters";
import { JsonText } from "@/features/admin/console/JsonText";
import { inOneLine } from "@/features/admin/console/log";
import type { Event } from "@/features/admin/types";
import { useBrowserPlace } from "@/features/admin/use_browser_place";
import { exact } from "@/lib/format/time";
import { classes } from "@/ui/classes";
import { notify } from "@/ui/notify";

const WORDS = {
  info: "text-night-2",
  warning: "text-night-warn",
  error: "text-night-danger",
  critical: "text-night-danger",
};
const DOTS = { info: "bg-edge", warning: "bg-night-warn", error: "bg-night-danger", critical: "bg-night-danger" };
const GROUNDS = {
  info: "",
  warning: "bg-[#1b1d14]",
  error: "bg-[#1f1a17]",
  critical: "bg-[#241a19]",
};

type Props = { event: Event; filters: LogFilters; open: boolean; onToggle: () => void };

/** One event in a line; opened, everything about it. */
export function LogRow({ event, filters, open, onToggle }: Props) {
  const { t } = useTranslation("admin");
  const place = useBrowserPlace();
  const { severity, type, business_id, business_name, at } = event;
  const json = JSON.stringify(event, null, 2);
  const action =
    "flex min-h-8 items-center gap-1.5 rounded-control bg-night-chosen px-2.5 font-medium font-sans text-meta text-night-ink";
  return (
    <div className={classes(open && "border-night-accent border-l-2 bg-night-raised")}>
      <button
        type="button"
        aria-expanded={open}
        onClick={onToggle}
        className={classes(
          "grid w-full grid-cols-[96px_1fr] items-center gap-x-2 px-4 py-1 text-left font-mono text-meta hover:bg-night-chosen focus-visible:outline-offset-[-2px] md:h-7 md:grid-cols-[104px_88px_208px_152px_1fr] md:gap-x-0 md:py-0",
          !open && GROUNDS[severity],
        )}
      >
        <time dateTime={at} title={exact(at, place)} className="text-night-2">
          {clock(at)}
        </time>
        <span className={classes("flex items-center gap-1.5", WORDS[severity])}>
          <span aria-hidden className={classes("size-1.5 rounded-full", DOTS[severity])} />
          {t(`severities.${severity}`)}
        </span>
        <span className="col-span-2 truncate md:col-span-1">{type}</span>
        <span className="hidden truncate pr-3 font-sans text-night-2 md:block">{business_name ?? "–"}</span>
        <span className="col-span-2 truncate text-night-2 md:col-span-1 md:text-night-ink">
          {inOneLine(event.data)}
        </span>
      </button>
      {open && (
        <div className="border-night-line border-y px-4 py-3 md:pl-[120px]">
          <pre className="whitespace-pre-wrap font-mono text-meta leading-[18px] [overflow-wrap:anywhere]">
            <JsonText json={json} />
          </pre>
          <div className="mt-2 flex flex-wrap gap-2">
            <button
              type="button"
              className={action}
              onClick={() => void navigator.clipboard.writeText(json).then(() => notify(t("copied")))}
            >
              <Copy size={14} strokeWidth={2} aria-hidden /> {t("console.copy")}
            </button>
            <Link to="/admin/console" search={{ ...filters, type }} className={action}>
              {t("console.onlyType")}
            </Link>
            {business_id && (
              <Link to="/admin/console" search={{ ...filters, business: business_id }} className={action}>
                {t("console.onlyBusiness")}
              </Link>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

/** Returns the hour with its thousandths: 10:42:18.402. */
function clock(at: string): string {
  const moment = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  const seconds = `${two(moment.getSeconds())}.${String(moment.getMilliseconds()).padStart(3, "0")}`;
  return `${two(moment.getHours())}:${two(moment.getMinutes())}:${seconds}`;
}
