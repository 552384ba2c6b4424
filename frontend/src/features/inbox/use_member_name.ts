import { useQuery } from "@tanstack/react-query";
import { membersQuery } from "@/lib/business_lists";
import { useBusinessId, useMay } from "@/lib/session/me";

/** Returns the name of a member of the team; null for who left it. */
export function useMemberName(userId: string | null): string | null {
  const members = useQuery({ ...membersQuery(useBusinessId()), enabled: useMay("team:read") }).data;
  return members?.find(({ user_id }) => user_id === userId)?.name ?? null;
}
