import { type EmojiPickerListComponents, EmojiPicker as Frimousse } from "frimousse";
import { useTranslation } from "react-i18next";

/** Every emoji, by kind or by name in the reader's language. The names are files of ours. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { t, i18n } = useTranslation("inbox");
  return (
    <Frimousse.Root
      locale={i18n.resolvedLanguage === "en" ? "en" : "es-mx"}
      emojibaseUrl="/emoji"
      columns={8}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
      className="flex h-full flex-col"
    >
      <Frimousse.Search
        autoFocus
        placeholder={t("composer.searchEmoji")}
        aria-label={t("composer.searchEmoji")}
        className="m-2 h-9 rounded-bubble bg-raised px-3 text-[16px] placeholder:text-ink-3 phone:text-body"
      />
      <Frimousse.Viewport className="min-h-0 flex-1 outline-none">
        <Frimousse.Loading className="grid h-full place-items-center text-ink-2 text-table">
          {t("composer.loadingEmoji")}
        </Frimousse.Loading>
        <Frimousse.Empty className="grid h-full place-items-center text-ink-2 text-table">
          {t("composer.noEmoji")}
        </Frimousse.Empty>
        <Frimousse.List className="select-none pb-2" components={COMPONENTS} />
      </Frimousse.Viewport>
    </Frimousse.Root>
  );
}

const COMPONENTS: Partial<EmojiPickerListComponents> = {
  CategoryHeader: ({ category, ...rest }) => (
    <div {...rest} className="bg-surface px-3 py-1.5 font-medium text-ink-2 text-meta">
      {category.label}
    </div>
  ),
  Row: ({ children, ...rest }) => (
    <div {...rest} className="flex px-2">
      {children}
    </div>
  ),
  Emoji: ({ emoji, ...rest }) => (
    <button
      type="button"
      {...rest}
      aria-label={emoji.label}
      className="grid size-[38px] place-items-center rounded-control text-[22px] data-[active]:bg-raised"
    >
      {emoji.emoji}
    </button>
  ),
};
