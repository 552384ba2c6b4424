import { Bold, Braces, Italic, Strikethrough } from "lucide-react";
import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Note } from "@/features/templates/Note";
import { Part } from "@/features/templates/Part";
import { VariableMenu } from "@/features/templates/VariableMenu";
import { type TextHandle, VariableText } from "@/features/templates/VariableText";
import { variables, type Wording } from "@/features/templates/wording";
import { useVariableWord } from "@/features/templates/words";
import { count } from "@/lib/format/number";
import { usePlace } from "@/lib/session/me";
import { IconButton } from "@/ui/IconButton";

const MOST = 1024;
const SIGNS = [
  { sign: "*", name: "bold", icon: Bold },
  { sign: "_", name: "italic", icon: Italic },
  { sign: "~", name: "strike", icon: Strikethrough },
] as const;

type Props = { wording: Wording; problem: string | undefined; disabled: boolean; onChange: (body: string) => void };

/** The text of the message, with its variables as words. */
export function BodyField({ wording, problem, disabled, onChange }: Props) {
  const { t } = useTranslation("templates");
  const place = usePlace();
  const wordOf = useVariableWord();
  const text = useRef<TextHandle>(null);
  const id = useId();
  const { body, format } = wording;
  return (
    <Part id={id} title={t("body")} aside={t("used", { used: count(body.length, place), most: count(MOST, place) })}>
      <VariableText
        lines
        handle={text}
        value={body}
        wordOf={wordOf}
        labelledBy={id}
        {...(problem ? { describedBy: `${id}-note` } : {})}
        disabled={disabled}
        onChange={onChange}
      />
      <div className="flex h-11 items-center rounded-b-control border border-edge border-t-line px-1 phone:h-9">
        {SIGNS.map(({ sign, name, icon }) => (
          <IconButton
            key={sign}
            small
            icon={icon}
            label={t(`signs.${name}`)}
            disabled={disabled}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => text.current?.wrap(sign)}
          />
        ))}
        <span className="flex-1" />
        <VariableMenu
          format={format}
          names={variables(body)}
          disabled={disabled}
          onPick={(name) => text.current?.insertVariable(name)}
        >
          <Braces size={16} strokeWidth={1.9} aria-hidden /> {t("addVariable")}
        </VariableMenu>
      </div>
      <Note id={`${id}-note`} text={problem} />
    </Part>
  );
}
