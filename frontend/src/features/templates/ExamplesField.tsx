import { useTranslation } from "react-i18next";
import { Note } from "@/features/templates/Note";
import { Part } from "@/features/templates/Part";
import type { Examples } from "@/features/templates/wording";
import { useVariableWord } from "@/features/templates/words";
import { Input } from "@/ui/Input";

type Props = {
  title: string;
  names: string[];
  examples: Examples;
  problem: string | undefined;
  disabled: boolean;
  onChange: (examples: Examples) => void;
};

/** A sample value of each variable: who reviews at Meta sees them, and so does the preview. */
export function ExamplesField({ title, names, examples, problem, disabled, onChange }: Props) {
  const { t } = useTranslation("templates");
  const wordOf = useVariableWord();
  if (names.length === 0) return null;
  return (
    <Part title={title}>
      <ul className="flex flex-col gap-2">
        {names.map((name) => (
          <li key={name} className="grid grid-cols-[minmax(72px,120px)_1fr] items-center gap-3">
            <span className="min-w-0">
              <span className="inline-block max-w-full truncate rounded-small bg-info-soft px-1 align-middle font-medium text-info">
                {wordOf(name)}
              </span>
            </span>
            <Input
              aria-label={t("exampleOf", { name: wordOf(name) })}
              value={examples[name] ?? ""}
              maxLength={1024}
              disabled={disabled}
              onChange={({ target }) => onChange({ ...examples, [name]: target.value })}
              className="phone:h-8 phone:text-table"
            />
          </li>
        ))}
      </ul>
      <Note text={problem} />
    </Part>
  );
}
