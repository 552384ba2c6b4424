import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** Says on hover and focus what something is. keys: its shortcut. */
export function Tooltip({ text, keys, children }: { text: ReactNode; keys?: string; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 animate-pop items-center gap-2 rounded-control bg-float px-2 py-1 text-meta text-on-float"
        >
          {text}
          {keys && <kbd className="font-sans opacity-70">{keys}</kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
