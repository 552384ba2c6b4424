import { scaleBand, scaleLinear } from "@visx/scale";
import { useId, useState } from "react";
import { useWidth } from "@/ui/use_width";

/** One column. ghost: what is usual, drawn in grey where nothing has happened yet. */
export type Column = { key: string; title: string; tick?: string; strong?: boolean; values: number[]; ghost?: number };
type Series = { name: string; colour: string };
type Props = {
  columns: Column[];
  series: Series[];
  ghostName?: string;
  label: string;
  format: (value: number) => string;
};

const HEIGHT = 236;
const LEFT = 36;
const TOP = 8;
const FOOT = 28;
const TICK_PX = 44;

/** Columns of parts that stand on each other, with what each says under the pointer or the focus, and as a table. */
export function BarChart({ columns, series, ghostName, label, format }: Props) {
  const [box, width] = useWidth();
  const [shown, setShown] = useState<number | null>(null);
  const id = useId();
  const sums = columns.map(({ values, ghost }) => Math.max(values.reduce(add, 0), ghost ?? 0));
  const y = scaleLinear({ domain: [0, Math.max(4, ...sums)], range: [HEIGHT - FOOT, TOP], nice: 4 });
  const x = scaleBand({ domain: columns.map(({ key }) => key), range: [LEFT, width], padding: 0.3 });
  const ticks = y.ticks(4).filter(Number.isInteger);
  const bar = Math.min(x.bandwidth(), 36);
  const named = roomy(columns, x.step());
  const column = shown === null ? undefined : columns[shown];
  return (
    <figure ref={box} className="relative" aria-labelledby={id}>
      <figcaption id={id} className="sr-only">
        {label}
      </figcaption>
      <svg aria-hidden="true" width="100%" height={HEIGHT} onPointerLeave={() => setShown(null)}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={width} y1={y(tick)} y2={y(tick)} stroke="var(--color-line)" />
            <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" className="fill-ink-3 text-meta tabular-nums">
              {format(tick)}
            </text>
          </g>
        ))}
        {columns.map(({ key, tick, strong, values, ghost }, at) => {
          const left = (x(key) ?? 0) + (x.bandwidth() - bar) / 2;
          let base = 0;
          return (
            <g key={key} onPointerEnter={() => setShown(at)}>
              <rect x={x(key)} width={x.bandwidth()} y={0} height={HEIGHT} fill="transparent" />
              {ghost !== undefined && (
                <rect x={left} width={bar} y={y(ghost)} height={y(0) - y(ghost)} rx={1.5} className="fill-raised" />
              )}
              {values.map((value, part) => {
                const top = y(base + value);
                const height = Math.max(0, y(base) - top - (base > 0 ? 1 : 0));
                base += value;
                return (
                  value > 0 && (
                    <rect
                      key={series[part]?.name}
                      x={left}
                      width={bar}
                      y={top}
                      height={height}
                      rx={1.5}
                      fill={series[part]?.colour}
                    />
                  )
                );
              })}
              {named.has(key) && (
                <text
                  x={left + bar / 2}
                  y={HEIGHT - 8}
                  textAnchor="middle"
                  className={strong ? "fill-ink font-semibold text-meta" : "fill-ink-3 text-meta"}
                >
                  {tick}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      {column && (
        <div
          aria-hidden
          className="pointer-events-none absolute top-0 z-10 min-w-40 rounded-bubble border border-line bg-surface px-3 py-2 text-meta shadow-popover"
          style={{ left: Math.min(Math.max(0, (x(column.key) ?? 0) - 60), Math.max(0, width - 180)) }}
        >
          <p className="font-semibold">{column.title}</p>
          {series.map(({ name }, part) => (
            <p key={name} className="flex justify-between gap-6">
              <span className="text-ink-2">{name}</span>
              <span className="font-semibold tabular-nums">{format(column.values[part] ?? 0)}</span>
            </p>
          ))}
          {column.ghost !== undefined && (
            <p className="flex justify-between gap-6">
              <span className="text-ink-2">{ghostName}</span>
              <span className="tabular-nums">{format(column.ghost)}</span>
            </p>
          )}
        </div>
      )}
      <ChartTable columns={columns} series={series} format={format} />
    </figure>
  );
}

/** The same for who does not see it. */
function ChartTable({ columns, series, format }: Pick<Props, "columns" | "series" | "format">) {
  return (
    <table className="sr-only">
      <thead>
        <tr>
          <td />
          {series.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns.map(({ key, title, values }) => (
          <tr key={key}>
            <th scope="row">{title}</th>
            {series.map(({ name }, part) => (
              <td key={name}>{format(values[part] ?? 0)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function add(sum: number, value: number): number {
  return sum + value;
}

/** Returns the columns whose names have room at the foot; the strong one is named before its neighbours. */
function roomy(columns: Column[], step: number): Set<string> {
  const apart = Math.ceil(TICK_PX / Math.max(1, step));
  const strong = columns.findIndex((each) => each.strong);
  const named = columns.flatMap(({ key, tick }, at) => (tick ? [{ key, at }] : []));
  const chosen: { key: string; at: number }[] = named.filter(({ at }) => at === strong);
  for (const each of named) if (chosen.every(({ at }) => Math.abs(at - each.at) >= apart)) chosen.push(each);
  return new Set(chosen.map(({ key }) => key));
}
