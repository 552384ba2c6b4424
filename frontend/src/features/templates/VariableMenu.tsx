import { Popover } from "radix-ui";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Template } from "@/features/templates/types";
import { useVariableWord } from "@/features/templates/words";
import { Button } from "@/ui/Button";
import { inputLook } from "@/ui/Input";

type Props = {
  format: Template["parameter_format"];
  names: string[];
  disabled: boolean;
  onPick: (name: string) => void;
  children: ReactNode;
};

/** Adds a variable: one that is there, or a new one by its word. Numbered templates get the next number. */
export function VariableMenu({ format, names, disabled, onPick, children }: Props) {
  const { t } = useTranslation("templates");
  const wordOf = useVariableWord();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const pick = (name: string) => {
    setOpen(false);
    setText("");
    onPick(name);
  };
  const look =
    "inline-flex h-8 items-center gap-1.5 rounded-control px-2.5 font-medium text-ink-2 text-table hover:not-disabled:bg-hover disabled:opacity-50";
  if (format === "POSITIONAL")
    return (
      <button
        type="button"
        disabled={disabled}
        className={look}
        onClick={() => pick(String(Math.max(0, ...names.map(Number)) + 1))}
      >
        {children}
      </button>
    );
  const name = variableName(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name) pick(name);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger disabled={disabled} className={look}>
        {children}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t("addVariable")}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="z-50 w-64 animate-pop rounded-card border border-line bg-surface p-3 shadow-popover"
        >
          <form onSubmit={submit} className="flex flex-col gap-2">
            <label className="flex flex-col gap-1.5 font-medium text-table">
              {t("variableName")}
              <input
                value={text}
                maxLength={40}
                placeholder={t("variableExample")}
                onChange={({ target }) => setText(target.value)}
                className={inputLook}
              />
            </label>
            <Button kind="primary" size="small" type="submit" disabled={!name}>
              {t("add")}
            </Button>
          </form>
          {names.length > 0 && (
            <ul className="mt-3 flex flex-wrap gap-1.5 border-line border-t pt-3">
              {names.map((each) => (
                <li key={each}>
                  <button
                    type="button"
                    onClick={() => pick(each)}
                    className="min-h-6 rounded-small bg-info-soft px-1.5 font-medium text-info text-table"
                  >
                    {wordOf(each)}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Returns a word as the name of a variable: «Número de pedido» is numero_de_pedido; empty when it has no letter first. */
function variableName(text: string): string {
  return text
    .normalize("NFD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "");
}
