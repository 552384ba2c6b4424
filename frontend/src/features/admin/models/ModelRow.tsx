import { useTranslation } from "react-i18next";
import type { AdminModel } from "@/features/admin/types";
import { useBrowserPlace } from "@/features/admin/use_browser_place";
import { StateChip } from "@/ui/Chip";

const DAY_MS = 86_400_000;
const SOON_DAYS = 60;

/** A model: its prices in dollars for a million tokens, and until when it answers. */
export function ModelRow({ model }: { model: AdminModel }) {
  const { t } = useTranslation("admin");
  const place = useBrowserPlace();
  const dollars = (micros: number | null) =>
    micros === null
      ? "–"
      : new Intl.NumberFormat(place.language, {
          style: "currency",
          currency: "USD",
          currencyDisplay: "narrowSymbol",
          maximumFractionDigits: 3,
        }).format(micros / 1_000_000);
  return (
    <tr className="h-[52px] border-line border-b last:border-b-0 hover:bg-hover">
      <td className="py-2 pr-3 pl-5">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-mono">{model.model}</span>
          {model.is_default && <StateChip tone="accent">{t("models.isDefault")}</StateChip>}
        </p>
        <p className="text-ink-2 text-meta phone:hidden">
          {t("models.prices", { input: dollars(model.input_micros), output: dollars(model.output_micros) })}
        </p>
        <p className="text-ink-2 text-meta phone:hidden">
          <Until model={model} />
        </p>
      </td>
      {[model.input_micros, model.cached_micros, model.output_micros].map((price, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns stay in their order
        <td key={at} className="hidden px-3 text-right tabular-nums phone:table-cell">
          {dollars(price)}
        </td>
      ))}
      <td className="hidden px-3 pr-5 text-ink-2 phone:table-cell">
        <Until model={model} />
      </td>
    </tr>
  );
}

function Until({ model: { retires_at: day, successor } }: { model: AdminModel }) {
  const { t } = useTranslation("admin");
  const place = useBrowserPlace();
  if (!day) return null;
  const date = new Intl.DateTimeFormat(place.language, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(day));
  const words = successor ? t("models.replaced", { day: date, successor }) : date;
  const soon = Date.parse(day) - Date.now() < SOON_DAYS * DAY_MS;
  return soon ? <span className="text-warn">{words}</span> : words;
}
