import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { contentOf, type Message } from "@/features/inbox/types";
import { classes } from "@/ui/classes";
import { FormattedText } from "@/ui/FormattedText";

const EMOJI_ONLY =
  /^(?:\p{Extended_Pictographic}(?:\u{FE0F}|\u{200D}\p{Extended_Pictographic}|\p{Emoji_Modifier})*\s*){1,3}$/u;

const CARDS: Message["kind"][] = [
  "location",
  "contacts",
  "order",
  "payment",
  "flow_reply",
  "welcome",
  "call_permission",
];

/** The words, with the hour in the last line where it fits. */
export function MessageText({ message, meta }: { message: Message; meta: ReactNode }) {
  const { t } = useTranslation("inbox");
  const unsupported = contentOf(message, "unsupported");
  if (unsupported || (!message.text && !CARDS.includes(message.kind)))
    return (
      <p className="text-ink-2 italic">
        {t("message.unsupported")}{" "}
        {unsupported?.raw_type && <code className="not-italic">({unsupported.raw_type})</code>}
        {meta}
      </p>
    );
  const text = message.text ?? "";
  return (
    <p
      className={classes(
        "whitespace-pre-wrap [overflow-wrap:anywhere]",
        EMOJI_ONLY.test(text) && "text-[36px] leading-[44px]",
      )}
    >
      <FormattedText text={text} />
      {meta}
    </p>
  );
}
