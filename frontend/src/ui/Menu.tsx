import type { LucideIcon } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classes } from "@/ui/classes";

/** A menu that opens from its trigger. */
export function Menu({
  trigger,
  children,
  align = "end",
}: {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <MenuBox align={align}>{children}</MenuBox>
    </Radix.Root>
  );
}

/** What opens. */
export function MenuBox({ children, align }: { children: ReactNode; align: "start" | "end" }) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className="z-50 max-h-[min(420px,var(--radix-dropdown-menu-content-available-height))] min-w-48 animate-pop overflow-y-auto rounded-card border border-line bg-surface p-1 shadow-popover"
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  );
}

type Item = { icon?: LucideIcon; danger?: boolean; checked?: boolean; onSelect: () => void; children: ReactNode };

/** One thing to do. checked: it is the one that holds now. */
export function MenuItem({ icon: Icon, danger, checked, onSelect, children }: Item) {
  const look = classes(
    "flex h-11 w-full select-none items-center gap-3 rounded-control px-3 text-body outline-none data-highlighted:bg-hover phone:h-9",
    danger && "text-danger",
    checked && "font-medium text-accent-ink",
  );
  const choice = checked === undefined ? {} : { role: "menuitemcheckbox", "aria-checked": checked };
  return (
    <Radix.Item {...choice} onSelect={onSelect} className={look}>
      {Icon && <Icon size={18} strokeWidth={1.75} aria-hidden />}
      <span className="min-w-0 flex-1 truncate text-left">{children}</span>
      {checked && <span aria-hidden>✓</span>}
    </Radix.Item>
  );
}

/** Parts groups of a menu. */
export function MenuLine() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}

/** The heading of a group. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-3 py-1.5 text-ink-3 text-meta">{children}</Radix.Label>;
}
