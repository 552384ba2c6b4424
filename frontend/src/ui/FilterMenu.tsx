import { ChevronDown, X } from "lucide-react";
import type { ReactNode } from "react";
import { FilterChip } from "@/ui/Chip";
import { Menu } from "@/ui/Menu";

type Props = { name: string; value: string | undefined; onClear: () => void; children: ReactNode };

/** A filter of one value out of a menu; once it has one, a press takes it away. */
export function FilterMenu({ name, value, onClear, children }: Props) {
  if (value)
    return (
      <FilterChip on onClick={onClear}>
        {name}: {value} <X size={14} strokeWidth={2} aria-hidden />
      </FilterChip>
    );
  return (
    <Menu
      align="start"
      trigger={
        <FilterChip on={false}>
          {name} <ChevronDown size={14} strokeWidth={2} aria-hidden />
        </FilterChip>
      }
    >
      {children}
    </Menu>
  );
}
