import { useTranslation } from "react-i18next";
import { LogInForm } from "@/features/auth/LogInForm";
import { useMe } from "@/lib/session/me";
import { logOut } from "@/lib/session/session";
import { Dialog } from "@/ui/Dialog";

/** The session ended: one logs in over the page, which stays as it is, drafts and all. */
export function LogInAgain() {
  const { t } = useTranslation();
  const { email } = useMe();
  return (
    <Dialog
      title={t("ended.title")}
      description={t("ended.text")}
      closeLabel={t("ended.leave")}
      onClose={() => void logOut()}
    >
      <div className="pb-6">
        <LogInForm email={email} onDone={() => undefined} />
      </div>
    </Dialog>
  );
}
