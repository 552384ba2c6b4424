import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ["meta", "table", "body", "input", "section", "page", "figure"],
      radius: ["small", "control", "bubble", "card", "dialog"],
    },
  },
});

/** Joins class names; of two that set the same property the last one holds. */
export function classes(...names: ClassValue[]): string {
  return merge(clsx(names));
}
