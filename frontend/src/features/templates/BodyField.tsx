import { Bold, Braces, Italic, Strikethrough } from "lucide-react";
import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { freeVariable, type Wording } from "@/features/templates/wording";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";

const MOST = 1024;

type Props = { wording: Wording; problem: string | undefined; onChange: (part: Partial<Wording>) => void };

/** The text, with what makes words stand out and what is filled in later. */
export function BodyField({ wording, problem, onChange }: Props) {
  const { t } = useTranslation("templates");
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const { body } = wording;
  const put = (before: string, after: string) => {
    const box = area.current;
    const [from, to] = [box?.selectionStart ?? body.length, box?.selectionEnd ?? body.length];
    onChange({ body: body.slice(0, from) + before + body.slice(from, to) + after + body.slice(to) });
    const end = from + before.length + (to - from);
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(from + before.length, end);
    });
  };
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between">
        <label htmlFor={id} className="font-medium text-table">
          {t("body")}
        </label>
        <span className="text-ink-2 text-meta tabular-nums">{t("count", { value: body.length, most: MOST })}</span>
      </div>
      <div className="rounded-bubble border border-edge bg-surface focus-within:border-info focus-within:outline-2 focus-within:outline-info">
        <textarea
          ref={area}
          id={id}
          rows={4}
          value={body}
          maxLength={MOST}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onChange={({ target }) => onChange({ body: target.value })}
          className="block w-full resize-y bg-transparent px-3 py-2.5 text-[16px] leading-6 outline-none phone:text-input"
        />
        <div className="flex items-center gap-1 border-line border-t px-1 py-1">
          <IconButton small icon={Bold} label={t("bold")} onClick={() => put("*", "*")} />
          <IconButton small icon={Italic} label={t("italic")} onClick={() => put("_", "_")} />
          <IconButton small icon={Strikethrough} label={t("struck")} onClick={() => put("~", "~")} />
          <span className="flex-1" />
          <Button
            size="small"
            kind="ghost"
            onClick={() => put(`{{${freeVariable(body + wording.header.text, t("variableName"))}}}`, "")}
          >
            <Braces aria-hidden /> {t("addVariable")}
          </Button>
        </div>
      </div>
      {problem && (
        <p id={`${id}-problem`} className="text-meta text-warn">
          {problem}
        </p>
      )}
    </div>
  );
}
