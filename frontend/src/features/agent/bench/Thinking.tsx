import { useTranslation } from "react-i18next";

/** The agent is at work: three dots where its answer will be. */
export function Thinking() {
  const { t } = useTranslation("bench");
  return (
    <div role="status" className="mt-2 flex justify-end">
      <span className="sr-only">{t("thinking")}</span>
      <span aria-hidden className="flex h-9 items-center gap-1 rounded-bubble bg-bubble-out px-3">
        {[0, 1, 2].map((each) => (
          <span
            key={each}
            className="size-1.5 animate-pulse rounded-full bg-ink-3"
            style={{ animationDelay: `${each * 200}ms` }}
          />
        ))}
      </span>
    </div>
  );
}
