import { scaleLinear } from "@visx/scale";
import { AreaClosed, LinePath } from "@visx/shape";

const WIDTH = 92;
const HEIGHT = 36;
const EDGE = 3;

/** A small line of what was, with a dot at its end. It says nothing to readers: the figure stands beside it. */
export function Sparkline({ values, tone = "accent" }: { values: number[]; tone?: "accent" | "muted" }) {
  if (values.length < 2) return null;
  const x = scaleLinear({ domain: [0, values.length - 1], range: [EDGE, WIDTH - EDGE] });
  const y = scaleLinear({ domain: [0, Math.max(...values, 1)], range: [HEIGHT - EDGE, EDGE] });
  const colour = tone === "accent" ? "var(--color-accent)" : "var(--color-ink-3)";
  const at = { x: (_: number, index: number) => x(index), y: (value: number) => y(value) };
  return (
    <svg aria-hidden="true" width={WIDTH} height={HEIGHT} className="shrink-0">
      <AreaClosed data={values} {...at} yScale={y} fill={colour} opacity={0.1} />
      <LinePath data={values} {...at} stroke={colour} strokeWidth={1.5} />
      <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r={2.5} fill={colour} />
    </svg>
  );
}
