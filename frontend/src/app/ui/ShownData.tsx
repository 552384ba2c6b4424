import { Avatar } from "@/ui/Avatar";
import { BarChart } from "@/ui/BarChart";
import { Card } from "@/ui/Card";
import { Delta } from "@/ui/Delta";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { FormattedText } from "@/ui/FormattedText";
import { Highlight } from "@/ui/Highlight";
import { Legend } from "@/ui/Legend";
import { Skeleton } from "@/ui/Skeleton";
import { Sparkline } from "@/ui/Sparkline";
import { SwitchRow } from "@/ui/SwitchRow";
import { DoubleTick, SingleTick } from "@/ui/Ticks";

const SERIES = [
  { name: "Agente", colour: "var(--color-accent)" },
  { name: "Equipo", colour: "var(--color-team)" },
  { name: "Sin contestar", colour: "var(--color-nobody)" },
];
const NAMES = ["Ana Peña", "Luis Ruiz", "Mar Díaz", "Iván Cruz", "Sol Gil", "Rosa Paz", "Teo Sanz", null];

/** What shows data: people, texts, figures, charts, and their absence. */
export function ShownData() {
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        {NAMES.map((name, at) => (
          <Avatar key={name} id={String.fromCharCode(97 + at)} name={name} />
        ))}
        <SingleTick className="text-ink-2" />
        <DoubleTick className="text-tick" />
        <span>
          <FormattedText text="*negrita* _cursiva_ ~tachado~ `código` https://recado.example" />
        </span>
        <span>
          <Highlight text="la rosca de marquesote" words="mar" />
        </span>
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        <Card title="Conversaciones por hora" aside={<Legend series={SERIES} />}>
          <div className="p-5">
            <BarChart
              label="Conversaciones por hora"
              series={SERIES}
              ghostName="usual"
              format={String}
              columns={Array.from({ length: 12 }, (_, at) => ({
                key: String(at),
                title: `${at + 8} h`,
                tick: `${at + 8} h`,
                strong: at === 5,
                values: at > 5 ? [0, 0, 0] : [at * 2 + 3, at + 1, at % 3],
                ...(at > 5 ? { ghost: 18 - at } : {}),
              }))}
            />
          </div>
        </Card>
        <Card title="Figuras">
          <div className="flex items-end gap-6 p-5">
            <p className="font-semibold text-figure">64</p>
            <Sparkline values={[3, 5, 4, 8, 6, 9, 12]} />
            <Sparkline values={[9, 8, 8, 5, 4]} tone="muted" />
            <Delta by={1} amount="12 %" words="más que ayer" same="" good="more" />
            <Delta by={1} amount="9 s" words="más que ayer" same="" good="less" />
          </div>
          <SwitchRow title="El agente contesta" text="En todo el negocio." checked onChange={() => undefined} />
          <div className="space-y-2 p-5">
            <Skeleton className="h-4 w-1/2" />
            <Skeleton className="h-4 w-4/5" />
          </div>
        </Card>
        <Card>
          <EmptyState title="Aquí estarán tus clientes">Quien te escribe se guarda solo.</EmptyState>
        </Card>
        <Card>
          <ErrorState
            title="No pudimos cargar tus chats"
            text="Algo falló de nuestro lado."
            retry="Reintentar"
            onRetry={() => undefined}
            requestId="0197a3c2-5d1e"
          />
        </Card>
      </div>
    </>
  );
}
