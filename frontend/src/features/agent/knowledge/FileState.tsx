import { Check, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { AgentFile } from "@/features/agent/knowledge/queries";
import { StateChip } from "@/ui/Chip";

const LOOKS = {
  waiting: { tone: "info", icon: LoaderCircle },
  ready: { tone: "accent", icon: Check },
  no_text: { tone: "neutral" },
  failed: { tone: "warn", icon: TriangleAlert },
} as const;

/** Whether the text of a file was read. */
export function FileState({ state }: { state: AgentFile["state"] }) {
  const { t } = useTranslation("agent");
  return <StateChip {...LOOKS[state]}>{t(`knowledge.states.${state}`)}</StateChip>;
}
