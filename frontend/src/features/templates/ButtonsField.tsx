import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Note } from "@/features/templates/Note";
import { Part } from "@/features/templates/Part";
import type { ButtonForm } from "@/features/templates/wording";
import { IconButton } from "@/ui/IconButton";
import { Input } from "@/ui/Input";
import { Menu, MenuItem } from "@/ui/Menu";

const MOST = 10;
const TYPES = ["QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE"] as const;
type Type = (typeof TYPES)[number];

type Props = {
  buttons: ButtonForm[];
  problemAt: (...places: string[]) => string | undefined;
  disabled: boolean;
  onChange: (buttons: ButtonForm[]) => void;
};

/** The buttons under the message. Quick replies stand together: a new one goes to the others. */
export function ButtonsField({ buttons, problemAt, disabled, onChange }: Props) {
  const { t } = useTranslation("templates");
  const change = (at: number, part: Partial<ButtonForm>) =>
    onChange(buttons.map((button, index) => (index === at ? { ...button, ...part } : button)));
  const add = (type: Type) => {
    const last = type === "QUICK_REPLY" ? buttons.findLastIndex((each) => each.type === type) : -1;
    const at = last < 0 ? buttons.length : last + 1;
    onChange([...buttons.slice(0, at), { type, text: "" }, ...buttons.slice(at)]);
  };
  const whole = problemAt("buttons") && !buttons.some((_, at) => problemAt(`buttons.${at}`));
  return (
    <Part title={t("buttons")} optional={t("optional")} aside={t("used", { used: buttons.length, most: MOST })}>
      <ul className="flex flex-col gap-2">
        {buttons.map((button, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a button is its place; it has no other name
          <li key={at}>
            <div className="flex flex-wrap items-center gap-2">
              <span className="w-[120px] shrink-0 text-ink-2 text-table">{t(typeKey(button.type))}</span>
              <ButtonFields button={button} at={at} disabled={disabled} onChange={(part) => change(at, part)} />
              {!disabled && (
                <IconButton
                  small
                  icon={Trash2}
                  label={t("deleteButton", { number: at + 1 })}
                  onClick={() => onChange(buttons.filter((_, index) => index !== at))}
                />
              )}
            </div>
            <Note text={problemAt(`buttons.${at}`)} />
          </li>
        ))}
      </ul>
      {whole && <Note text={problemAt("buttons")} />}
      {!disabled && buttons.length < MOST && (
        <Menu
          align="start"
          trigger={
            <button
              type="button"
              className="mt-2 inline-flex min-h-8 items-center gap-1.5 rounded-small font-medium text-info text-table"
            >
              <Plus size={16} strokeWidth={1.9} aria-hidden /> {t("addButton")}
            </button>
          }
        >
          {TYPES.map((type) => (
            <MenuItem key={type} onSelect={() => add(type)}>
              {t(`buttonTypes.${type}`)}
            </MenuItem>
          ))}
        </Menu>
      )}
    </Part>
  );
}

type FieldsProps = { button: ButtonForm; at: number; disabled: boolean; onChange: (part: Partial<ButtonForm>) => void };

function ButtonFields({ button, at, disabled, onChange }: FieldsProps) {
  const { t } = useTranslation("templates");
  const number = at + 1;
  const field = (name: "text" | "url" | "phone_number" | "example", maxLength: number, className: string) => (
    <Input
      aria-label={t(`buttonFields.${name}`, { number })}
      placeholder={t(`buttonHints.${name}`)}
      value={String(button[name] ?? "")}
      maxLength={maxLength}
      disabled={disabled}
      onChange={({ target }) => onChange({ [name]: name === "example" ? [target.value] : target.value })}
      className={`${className} phone:h-8 phone:text-table`}
    />
  );
  const variable = /\{\{/.test(button.url ?? "");
  return (
    <span className="flex min-w-0 flex-1 basis-64 flex-wrap gap-2">
      {button.type !== "COPY_CODE" && field("text", 25, "w-36")}
      {button.type === "URL" && field("url", 2000, "min-w-40 flex-1")}
      {button.type === "PHONE_NUMBER" && field("phone_number", 20, "min-w-40 flex-1")}
      {(button.type === "COPY_CODE" || variable) && field("example", variable ? 2000 : 15, "min-w-40 flex-1")}
    </span>
  );
}

function typeKey(type: string) {
  const known = TYPES.find((each) => each === type);
  return known ? (`buttonTypes.${known}` as const) : "buttonTypes.OTHER";
}
