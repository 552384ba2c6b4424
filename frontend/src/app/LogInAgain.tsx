import { useTranslation } from "react-i18next";
import { LogInForm } from "@/features/auth/LogInForm";
import { logOut, useSessionState } from "@/lib/session/session";
import { useMe } from "@/lib/session/me";
import { Dialog } from "@/ui/Dialog";

/** The session ended: one logs in over the page, which stays as it is, drafts and all. */
export function LogInAgain() {
  const { t } = useTranslation();
  const state = useSessionState();
  const { email } = useMe();
  if (state !== "ended") return null;
  return (
    <Dialog title={t("ended.title")} description={t("ended.text")} closeLabel={t("ended.leave")} onClose={() => void logOut()}>
      <div className="pb-6">
        <LogInForm email={email} onDone={() => undefined} />
      </div>
    </Dialog>
  );
}
