import { useMutation } from "@tanstack/react-query";
import { BookOpen, Globe, Hand, Lock, Paperclip } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type ExternalTool, MOST_TOOLS } from "@/features/agent/tools/queries";
import { useToolsChanged } from "@/features/agent/tools/use_tools_changed";
import { answer, api } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/i18n/problems";
import { useMay } from "@/lib/session/me";
import { Card } from "@/ui/Card";
import { classes } from "@/ui/classes";
import { notifyProblem } from "@/ui/notify";
import { Switch } from "@/ui/Switch";

type Props = { tools: ExternalTool[]; chosen: string | null; add: ReactNode; onChoose: (id: string) => void };

const OURS = [
  { name: "pedir_humano", icon: Hand },
  { name: "consultar_conocimiento", icon: BookOpen },
  { name: "enviar_archivo", icon: Paperclip },
] as const;

/** The business's tools, each with its switch, and then those every agent has. */
export function ToolList({ tools, chosen, add, onChoose }: Props) {
  const { t } = useTranslation("agent");
  const mayWrite = useMay("agent:write");
  const turn = useSwitch();
  return (
    <Card title={t("tools.title")} aside={add} className="overflow-hidden">
      <Heading text={t("tools.yours")} aside={t("tools.ofMost", { count: tools.length, most: MOST_TOOLS })} />
      <ul>
        {tools.map((tool) => (
          <li
            key={tool.id}
            className={classes(
              "flex items-center gap-3 border-line border-b border-l-2 border-l-transparent pr-4",
              tool.id === chosen && "border-l-accent bg-accent-soft",
            )}
          >
            <button
              type="button"
              aria-current={tool.id === chosen || undefined}
              onClick={() => onChoose(tool.id)}
              className="flex min-h-14 min-w-0 flex-1 items-center gap-3 py-2 pl-4 text-left"
            >
              <Globe size={18} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
              <span className="min-w-0">
                <span className="block truncate font-mono text-table">{tool.name}</span>
                <span className="block truncate text-ink-2 text-meta">
                  {tool.effect ? t("tools.changes") : t("tools.looksUp")}
                </span>
              </span>
            </button>
            <Switch
              checked={tool.enabled}
              disabled={!mayWrite || turn.isPending}
              label={t("tools.enabledOf", { name: tool.name })}
              onChange={(enabled) => turn.mutate({ tool, enabled })}
            />
          </li>
        ))}
      </ul>
      <Heading text={t("tools.ours")} />
      <ul>
        {OURS.map(({ name, icon: Icon }) => (
          <li key={name} className="flex min-h-14 items-center gap-3 border-line border-b px-4 py-2 last:border-0">
            <Icon size={18} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
            <span className="min-w-0 flex-1">
              <span className="block font-mono text-table">{name}</span>
              <span className="block text-ink-2 text-meta">{t(`tools.own.${name}`)}</span>
            </span>
            <Lock size={16} strokeWidth={1.75} role="img" aria-label={t("tools.alwaysOn")} className="text-ink-2" />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Heading({ text, aside }: { text: string; aside?: string }) {
  return (
    <h3 className="flex h-10 items-center justify-between border-line border-b px-4 text-ink-2 text-meta">
      {text}
      {aside && <span className="tabular-nums">{aside}</span>}
    </h3>
  );
}

/** Returns what turns a tool on or off; a refusal is said. */
function useSwitch() {
  const text = useProblemText();
  const changed = useToolsChanged();
  return useMutation({
    mutationFn: ({ tool, enabled }: { tool: ExternalTool; enabled: boolean }) =>
      answer(
        api.PATCH("/v1/external-tools/{tool_id}", {
          params: { path: { tool_id: tool.id } },
          body: { version: tool.version, enabled },
        }),
      ),
    onError: (error) => notifyProblem(text(Problem.of(error))),
    onSettled: changed,
  });
}
