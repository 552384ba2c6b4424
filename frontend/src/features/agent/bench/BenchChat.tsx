import { useTranslation } from "react-i18next";
import { BenchComposer } from "@/features/agent/bench/BenchComposer";
import { BenchHeader } from "@/features/agent/bench/BenchHeader";
import { BenchMessages } from "@/features/agent/bench/BenchMessages";
import type { Bench } from "@/features/agent/bench/queries";
import type { Setup, useBench } from "@/features/agent/bench/use_bench";
import { useMay } from "@/lib/session/me";
import { classes } from "@/ui/classes";

type Props = {
  bench: Bench | null;
  setup: Setup;
  acts: ReturnType<typeof useBench>;
  turnId: string | null;
  onTurn: (turnId: string) => void;
  onBegin: (setup: Setup) => void;
  narrow: boolean;
};

/** The conversation with the made-up customer, who is whoever tries the agent out. */
export function BenchChat({ bench, setup, acts, turnId, onTurn, onBegin, narrow }: Props) {
  const { t } = useTranslation("bench");
  const mayWrite = useMay("agent:write");
  return (
    <section
      aria-label={t("chat")}
      className={classes(
        "flex min-w-0 flex-col overflow-hidden rounded-card border border-line bg-surface",
        narrow ? "flex-1" : "w-[400px] shrink-0",
      )}
    >
      <BenchHeader bench={bench} setup={setup} busy={acts.open.isPending} mayWrite={mayWrite} onBegin={onBegin} />
      <BenchMessages
        bench={bench}
        pending={acts.say.isPending ? acts.say.variables : null}
        asking={acts.repeat.isPending}
        turnId={turnId}
        onTurn={onTurn}
        onRepeat={mayWrite ? acts.repeat.mutate : null}
      />
      {mayWrite && (
        <BenchComposer
          left={bench ? bench.messages_left : null}
          busy={acts.say.isPending || acts.open.isPending}
          onSay={(text) => acts.say.mutateAsync(text)}
        />
      )}
    </section>
  );
}
