import { useQueryClient } from "@tanstack/react-query";
import { configKey } from "@/features/agent/configs/queries";
import { toolsQuery } from "@/features/agent/tools/queries";
import { useBusinessId } from "@/lib/session/me";

/** Returns what asks again for the tools, and for the agent's versions: which tools are on is part of them. */
export function useToolsChanged() {
  const client = useQueryClient();
  const businessId = useBusinessId();
  return () =>
    Promise.all(
      [toolsQuery(businessId).queryKey, configKey(businessId)].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
}
