import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { AuthLayout } from "@/features/auth/AuthLayout";
import { acceptInvitation } from "@/features/auth/calls";
import { JoinForm } from "@/features/auth/JoinForm";
import { LogInForm } from "@/features/auth/LogInForm";
import { useInvitation } from "@/features/auth/use_invitation";
import { useProblemText } from "@/lib/i18n/problems";
import { useLinkToken } from "@/lib/link_token";
import { switchBusiness } from "@/lib/session/session";
import { FormError } from "@/ui/FormError";
import { Skeleton } from "@/ui/Skeleton";

/** Both pages of an invitation: who has an account logs in and accepts, who is new gives name and password. */
export function InvitationPage() {
  const { t } = useTranslation("auth");
  const token = useLinkToken();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const { invitation, problem } = useInvitation(token);
  const enter = () => navigate({ to: "/inbox/{-$id}", replace: true });
  const accept = async () => {
    await switchBusiness(await acceptInvitation(token ?? ""));
    await enter();
  };
  if (!token || problem)
    return (
      <AuthLayout title={t("invitation.failed")}>
        <FormError message={problem ? problemText(problem) : t("noToken")} />
      </AuthLayout>
    );
  if (!invitation)
    return (
      <AuthLayout title={t("invitation.loading")}>
        <Skeleton className="h-40" />
      </AuthLayout>
    );
  const subtitle = t("invitation.text", {
    by: invitation.invited_by ?? invitation.business_name,
    role: t(`roles.${invitation.role}`),
  });
  return (
    <AuthLayout title={t("invitation.title", { business: invitation.business_name })} subtitle={subtitle}>
      {invitation.has_account ? (
        <LogInForm email={invitation.email} onDone={accept} submitLabel={t("invitation.accept")} />
      ) : (
        <JoinForm token={token} email={invitation.email} onDone={enter} />
      )}
    </AuthLayout>
  );
}
