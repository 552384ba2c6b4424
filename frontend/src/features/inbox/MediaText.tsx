import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/features/inbox/types";
import { classes } from "@/ui/classes";

const SHORT = 90; // characters that two lines hold

type Heard = NonNullable<NonNullable<Message["media"]>["text"]>;

/** What a model heard or saw in a file: two lines of it, and the rest when somebody asks. */
export function MediaText({ heard }: { heard: Heard }) {
  const { t } = useTranslation("inbox");
  const [whole, setWhole] = useState(false);
  if (heard.state === "waiting") return <p className="mt-1 text-ink-2 text-meta">{t("heard.waiting")}</p>;
  if (!heard.text) return null;
  const voucher = facts(heard);
  return (
    <div className="mt-1 max-w-[292px] border-edge border-t pt-1 text-meta">
      <p className="sr-only">{t(heard.kind === "transcript" ? "heard.transcript" : "heard.description")}</p>
      {voucher && <p className="font-medium">{t("heard.voucher", { facts: voucher })}</p>}
      <p
        lang={heard.language ?? undefined}
        className={classes("whitespace-pre-line break-words text-ink-2", !whole && "line-clamp-2")}
      >
        {heard.text}
      </p>
      {heard.text.length > SHORT && (
        <button
          type="button"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
          className="font-medium text-accent-ink hover:underline"
        >
          {t(whole ? "heard.less" : "heard.more")}
        </button>
      )}
    </div>
  );
}

function facts({ voucher }: Heard): string {
  if (!voucher) return "";
  const amount = [voucher.amount, voucher.currency].filter(Boolean).join(" ");
  return [amount, voucher.bank, voucher.reference, voucher.date].filter(Boolean).join(" · ");
}
