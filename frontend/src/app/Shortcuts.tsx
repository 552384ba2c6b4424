import { useTranslation } from "react-i18next";
import { Dialog } from "@/ui/Dialog";

const KEYS = {
  palette: "Ctrl K",
  next: "Alt ↓",
  before: "Alt ↑",
  nextUnread: "Alt ⇧ ↓",
  searchHere: "Ctrl ⇧ F",
  note: "Alt N",
  attach: "Alt A",
  contact: "Alt I",
  bot: "Alt ⇧ B",
  read: "Alt E",
  replies: "/",
  walk: "↑",
  quote: "R",
  send: "Ctrl ↵",
  panes: "F6",
} as const;

/** Every shortcut of the app. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const apple = /mac|iphone|ipad/i.test(navigator.userAgent);
  return (
    <Dialog title={t("shortcuts.title")} closeLabel={t("close")} onClose={onClose}>
      <dl className="pb-4">
        {Object.entries(KEYS).map(([name, keys]) => (
          <div key={name} className="flex min-h-9 items-center gap-4 border-line border-b py-1 last:border-0">
            <dt className="flex-1">{t(`shortcuts.${name as keyof typeof KEYS}`)}</dt>
            <dd className="flex gap-1">
              {(apple ? keys.replace("Ctrl", "⌘").replace("Alt", "⌥") : keys).split(" ").map((key) => (
                <kbd
                  key={key}
                  className="grid h-6 min-w-6 place-items-center rounded-small border border-line-2 px-1.5 font-sans text-ink-2 text-meta"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
