import { Switch } from "@/ui/Switch";

type Props = { title: string; text?: string; checked: boolean; disabled?: boolean; onChange: (on: boolean) => void };

/** Something that is on or off, with what that means. */
export function SwitchRow({ title, text, checked, disabled = false, onChange }: Props) {
  return (
    <div className="flex min-h-14 items-center gap-4 border-line border-b px-5 py-3 last:border-0">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {text && <p className="text-ink-2 text-table">{text}</p>}
      </div>
      <Switch checked={checked} disabled={disabled} label={title} onChange={onChange} />
    </div>
  );
}
