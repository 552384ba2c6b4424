import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { EditedButton, Wording } from "@/features/templates/wording";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Input, Select } from "@/ui/Input";

const MOST = 10;
const KINDS: EditedButton["kind"][] = ["QUICK_REPLY", "URL", "PHONE_NUMBER"];

type Props = { wording: Wording; problem: string | undefined; onChange: (part: Partial<Wording>) => void };

/** What a customer can press: an answer, a link, a call. */
export function ButtonsField({ wording: { buttons }, problem, onChange }: Props) {
  const { t } = useTranslation("templates");
  const put = (at: number, part: Partial<EditedButton>) =>
    onChange({ buttons: buttons.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="flex w-full items-baseline justify-between">
        <span className="font-medium text-table">{t("buttons")}</span>
        <span className="text-ink-2 text-meta tabular-nums">{t("count", { value: buttons.length, most: MOST })}</span>
      </div>
      {buttons.map((button, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a button is its place
        <div key={at} className="flex w-full flex-wrap items-center gap-2">
          <Select
            aria-label={t("buttonKind")}
            className="w-full phone:w-40"
            value={button.kind}
            onChange={({ target }) => put(at, { kind: target.value as EditedButton["kind"], value: "" })}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`buttonKinds.${kind}`)}
              </option>
            ))}
          </Select>
          <Input
            aria-label={t("buttonText")}
            placeholder={t("buttonText")}
            className="min-w-32 flex-1"
            value={button.text}
            maxLength={25}
            onChange={({ target }) => put(at, { text: target.value })}
          />
          {button.kind !== "QUICK_REPLY" && (
            <Input
              aria-label={t(`buttonValues.${button.kind}`)}
              placeholder={t(`buttonValues.${button.kind}`)}
              className="min-w-48 flex-[2]"
              value={button.value}
              maxLength={2000}
              onChange={({ target }) => put(at, { value: target.value })}
            />
          )}
          <IconButton
            small
            icon={Trash2}
            label={t("buttonRemove")}
            onClick={() => onChange({ buttons: buttons.filter((_, index) => index !== at) })}
          />
        </div>
      ))}
      <Button
        size="small"
        kind="ghost"
        disabled={buttons.length >= MOST}
        onClick={() => onChange({ buttons: [...buttons, { kind: "QUICK_REPLY", text: "", value: "" }] })}
      >
        <Plus aria-hidden /> {t("buttonAdd")}
      </Button>
      {problem && <p className="text-meta text-warn">{problem}</p>}
    </div>
  );
}
