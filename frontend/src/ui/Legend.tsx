/** What the colours of a chart mean. */
export function Legend({ series }: { series: { name: string; colour: string }[] }) {
  return (
    <ul className="flex flex-wrap gap-4 text-ink-2 text-meta">
      {series.map(({ name, colour }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden className="size-2 rounded-[2px]" style={{ background: colour }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
