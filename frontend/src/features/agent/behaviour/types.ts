import type { AgentConfig } from "@/features/agent/configs/queries";

/** What every card of the page is given. */
export type CardProps = {
  config: AgentConfig;
  disabled: boolean;
  onChange: (changes: Partial<AgentConfig>) => void;
};
