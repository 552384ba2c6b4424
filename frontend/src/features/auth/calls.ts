import type { components } from "@/api/crm";
import { answer, api } from "@/lib/api/client";
import { begin } from "@/lib/session/session";

type Schemas = components["schemas"];
export type Invitation = Schemas["InvitationPreview"];

/** Logs in. Returns the challenge when a second factor is asked for, else null. */
export async function logIn(body: Schemas["LogIn"]): Promise<string | null> {
  const result = await answer(api.POST("/v1/auth/log-in", { body }));
  if ("challenge" in result) return result.challenge;
  begin(result);
  return null;
}

export async function meetChallenge(body: Schemas["MeetChallenge"]): Promise<void> {
  begin(await answer(api.POST("/v1/auth/second-factor", { body })));
}

export async function signUp(body: Schemas["SignUp"]): Promise<void> {
  await answer(api.POST("/v1/auth/sign-up", { body }));
}

export async function verifyEmail(token: string): Promise<void> {
  await answer(api.POST("/v1/auth/verify-email", { body: { token } }));
}

export async function requestReset(body: Schemas["RequestReset"]): Promise<void> {
  await answer(api.POST("/v1/auth/request-reset", { body }));
}

export async function resetPassword(body: Schemas["ResetPassword"]): Promise<void> {
  await answer(api.POST("/v1/auth/reset-password", { body }));
}

export function previewInvitation(token: string): Promise<Invitation> {
  return answer(api.POST("/v1/invitations/preview", { body: { token } }));
}

export async function acceptInvitation(token: string): Promise<string> {
  return (await answer(api.POST("/v1/invitations/accept", { body: { token } }))).business_id;
}

export async function joinByInvitation(body: Schemas["JoinByInvitation"]): Promise<void> {
  begin(await answer(api.POST("/v1/auth/accept-invitation", { body })));
}

export function getConfig(): Promise<Schemas["Config"]> {
  return answer(api.GET("/v1/config"));
}
