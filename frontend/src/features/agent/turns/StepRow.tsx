import { ChevronDown, type LucideIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { took } from "@/features/agent/turns/figures";
import { usePlace } from "@/lib/session/me";
import { classes } from "@/ui/classes";

const BARS = { model: "bg-info", tool: "bg-amber", review: "bg-accent", observer: "bg-violet", quiet: "bg-edge" };

type Props = {
  icon: LucideIcon;
  name: string;
  detail: string;
  tone: keyof typeof BARS;
  span: number;
  starts: number;
  milliseconds: number | null;
  time?: string;
  inner?: boolean;
  mono?: boolean;
  open?: boolean;
  children?: ReactNode;
};

/** A step of a turn: what it was, and when, on a line of time. children: more of it, which a press shows or hides. */
export function StepRow({ icon: Icon, name, detail, inner, mono, open = false, children, ...when }: Props) {
  const [shown, setShown] = useState(open);
  const Tag = children ? "button" : "div";
  const press = { type: "button" as const, "aria-expanded": shown, onClick: () => setShown(!shown) };
  return (
    <li className={classes("border-line border-b", children && shown && "bg-hover")}>
      <Tag
        {...(children ? press : {})}
        className={classes(
          "grid min-h-10 w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-4 text-left text-table phone:grid-cols-[minmax(0,1fr)_200px_64px] phone:px-5",
          children && "hover:bg-hover focus-visible:outline-offset-[-2px]",
        )}
      >
        <span className={classes("flex min-w-0 items-center gap-x-3 py-2", inner && "pl-4")}>
          <Icon size={16} strokeWidth={1.9} aria-hidden className="shrink-0 text-ink-2" />
          <span className="min-w-0 flex-1 phone:flex phone:items-baseline phone:gap-3">
            <span
              className={classes(
                "block shrink-0 truncate font-medium",
                mono && "font-mono text-meta",
                inner ? "phone:min-w-[132px] phone:max-w-[60%]" : "phone:w-[148px]",
              )}
              title={name}
            >
              {name}
            </span>
            <span className="block truncate text-ink-2" title={detail}>
              {detail}
            </span>
          </span>
          {children && (
            <ChevronDown
              size={16}
              strokeWidth={1.9}
              aria-hidden
              className={classes("shrink-0 text-ink-3 transition-transform", shown && "rotate-180")}
            />
          )}
        </span>
        <When {...when} />
      </Tag>
      {children && shown && <div className="px-4 pb-4 phone:pr-5 phone:pl-12">{children}</div>}
    </li>
  );
}

function When({
  tone,
  span,
  starts,
  milliseconds,
  time,
}: Pick<Props, "tone" | "span" | "starts" | "milliseconds" | "time">) {
  const place = usePlace();
  const left = Math.min(starts / span, 1);
  const width = Math.min((milliseconds ?? 0) / span, 1 - left);
  return (
    <>
      <span aria-hidden className="relative hidden h-full min-h-10 phone:block">
        {[0, 33.3, 66.6, 100].map((at) => (
          <span key={at} className="absolute inset-y-0 w-px bg-line" style={{ left: `${at}%` }} />
        ))}
        <span
          className={classes("absolute top-1/2 h-2 -translate-y-1/2 rounded-small", BARS[tone])}
          style={{ left: `min(${left * 100}%, calc(100% - 3px))`, width: `max(3px, ${width * 100}%)` }}
        />
      </span>
      <span className="whitespace-nowrap text-right text-ink-2 tabular-nums">
        {time ?? (milliseconds === null ? "" : took(milliseconds, place))}
      </span>
    </>
  );
}
