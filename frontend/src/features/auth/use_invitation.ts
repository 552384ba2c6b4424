import { useEffect, useState } from "react";
import { type Invitation, previewInvitation } from "@/features/auth/calls";
import { Problem } from "@/lib/api/problem";

type Result = { invitation: Invitation | null; problem: Problem | null };

/** Returns what an invitation's link invites to, or why it is not good. */
export function useInvitation(token: string | null): Result {
  const [result, setResult] = useState<Result>({ invitation: null, problem: null });
  useEffect(() => {
    if (!token) return;
    previewInvitation(token).then(
      (invitation) => setResult({ invitation, problem: null }),
      (error) => setResult({ invitation: null, problem: Problem.of(error) }),
    );
  }, [token]);
  return result;
}
