import { User } from "lucide-react";
import { classes } from "@/ui/classes";

const PAIRS = [
  "bg-[light-dark(#DDEBFA,#16324F)] text-[light-dark(#0A4F93,#A9D0FF)]",
  "bg-[light-dark(#FBE5D8,#43261A)] text-[light-dark(#8A3D0C,#FFBE98)]",
  "bg-[light-dark(#E9E2F8,#31274D)] text-[light-dark(#5B35A8,#CFBCFF)]",
  "bg-[light-dark(#DDF3E7,#12382A)] text-[light-dark(#075E40,#7FE7BD)]",
  "bg-[light-dark(#FBE1EA,#451F2F)] text-[light-dark(#97234F,#FFB0CB)]",
  "bg-[light-dark(#FFF0CC,#3D300F)] text-[light-dark(#765000,#F5D079)]",
  "bg-[light-dark(#DBF1F3,#123A3E)] text-[light-dark(#0C5A63,#8DDDE5)]",
];
const UNKNOWN = "bg-[light-dark(#E6E9E7,#28332D)] text-[light-dark(#45524C,#B9C4BE)]";
const SIZES = {
  20: "size-5 text-[9px]",
  32: "size-8 text-meta",
  36: "size-9 text-table",
  40: "size-10 text-body",
  48: "size-12 text-section",
  64: "size-16 text-page",
};

type Props = {
  id: string;
  name: string | null;
  size?: keyof typeof SIZES;
  picture?: string | null;
  className?: string;
};

/** The initials of somebody on a colour of their own, or their picture. It says nothing to readers: the name stands beside it. */
export function Avatar({ id, name, size = 48, picture, className }: Props) {
  const look = classes(
    "grid shrink-0 place-items-center overflow-hidden rounded-full font-semibold",
    SIZES[size],
    className,
  );
  if (picture) return <img src={picture} alt="" className={classes(look, "object-cover")} />;
  if (!name)
    return (
      <span aria-hidden className={classes(look, UNKNOWN)}>
        <User size={size * 0.46} strokeWidth={1.75} />
      </span>
    );
  return (
    <span aria-hidden className={classes(look, PAIRS[hash(id) % PAIRS.length])}>
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase())
    .join("");
}

function hash(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return sum;
}
