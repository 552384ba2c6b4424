import { ArrowDown, ArrowUp, Minus, Pencil } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { OpenCase } from "@/features/agent/evals/OpenCase";
import type { Run } from "@/features/agent/evals/queries";
import type { Row } from "@/features/agent/evals/rows";
import { Squares } from "@/features/agent/evals/Squares";
import { useRuleText } from "@/features/agent/evals/words";
import { classes } from "@/ui/classes";
import { IconButton } from "@/ui/IconButton";

export const COLUMNS =
  "lg:grid lg:grid-cols-[minmax(0,1fr)_84px_92px_92px_116px_minmax(0,320px)_32px] lg:items-center lg:gap-x-3";

type Props = {
  row: Row;
  before: Run | null;
  after: Run | null;
  open: boolean;
  onToggle: () => void;
  onEdit: (() => void) | null;
};

/** A case and what came of it; pressed, it shows what was said. */
export function CaseRow({ row, before, after, open, onToggle, onEdit }: Props) {
  const { t } = useTranslation("evals");
  const rule = useRuleText();
  const id = useId();
  const played = Boolean(row.after ?? row.before);
  return (
    <li className="border-line border-b last:border-b-0">
      <div
        className={classes(
          "relative flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-2.5 lg:min-h-11 lg:py-1.5",
          COLUMNS,
        )}
      >
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          disabled={!played}
          onClick={onToggle}
          className="w-full min-w-0 pr-9 text-left font-medium after:absolute after:inset-0 hover:not-disabled:after:bg-[light-dark(rgb(0_0_0/.02),rgb(255_255_255/.03))] lg:pr-0 lg:truncate"
        >
          {row.name}
        </button>
        <span className="truncate text-ink-2 text-table max-lg:hidden">{row.tags[0]}</span>
        <span className={classes(!before && "max-lg:hidden")}>{before && <Squares trials={row.before} />}</span>
        <Squares trials={row.after} />
        <Change change={row.change} />
        <span
          className="min-w-0 truncate text-ink-2 text-table max-lg:w-full"
          title={row.failed ? rule(row.failed) : ""}
        >
          {row.failed && rule(row.failed)}
          {row.edited && <span className="text-ink-3"> · {t("edited")}</span>}
        </span>
        {onEdit && (
          <span className="relative z-10 max-lg:absolute max-lg:top-1.5 max-lg:right-3">
            <IconButton small icon={Pencil} label={t("editOf", { name: row.name })} onClick={onEdit} />
          </span>
        )}
      </div>
      <div id={id}>{open && played && <OpenCase row={row} before={before} after={after} />}</div>
    </li>
  );
}

const LOOKS: Record<NonNullable<Row["change"]>, { icon: typeof ArrowUp | null; tone: string }> = {
  better: { icon: ArrowUp, tone: "text-accent-ink" },
  worse: { icon: ArrowDown, tone: "text-danger" },
  still_failing: { icon: Minus, tone: "text-danger" },
  same: { icon: null, tone: "text-ink-2" },
  new: { icon: null, tone: "text-ink-2" },
  passes: { icon: null, tone: "text-ink-2" },
  fails: { icon: Minus, tone: "text-danger" },
  waiting: { icon: null, tone: "text-ink-3" },
  gone: { icon: null, tone: "text-ink-3" },
};

function Change({ change }: { change: Row["change"] }) {
  const { t } = useTranslation("evals");
  if (!change) return <span className="text-ink-3 text-table">{t("unplayed")}</span>;
  const { icon: Icon, tone } = LOOKS[change];
  return (
    <span className={classes("flex items-center gap-1.5 font-medium text-table", tone)}>
      {Icon && <Icon size={16} strokeWidth={2} aria-hidden />}
      {t(`changes.${change}`)}
    </span>
  );
}
