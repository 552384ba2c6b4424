import type { ReactNode } from "react";

/** Holds what may be wider than the screen, and is scrolled by keyboard too. */
export function WideBox({
  label,
  className = "",
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section in a card has a name already
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className={`overflow-x-auto focus-visible:outline-offset-[-2px] ${className}`}
    >
      {children}
    </div>
  );
}
