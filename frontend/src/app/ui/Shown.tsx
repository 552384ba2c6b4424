import { Archive, Bell, Clock, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ShownData } from "@/app/ui/ShownData";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { FilterChip, StateChip, TagChip } from "@/ui/Chip";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FilterMenu } from "@/ui/FilterMenu";
import { FormError } from "@/ui/FormError";
import { IconButton } from "@/ui/IconButton";
import { InlineInput } from "@/ui/InlineInput";
import { Input, PasswordInput, Select, Textarea } from "@/ui/Input";
import { Menu, MenuItem, MenuLabel, MenuLine } from "@/ui/Menu";
import { SearchBox } from "@/ui/SearchBox";
import { Segments } from "@/ui/Segments";
import { Spinner } from "@/ui/Spinner";
import { Switch } from "@/ui/Switch";

const TONES = ["neutral", "accent", "info", "warn", "danger", "violet"] as const;
const nothing = () => undefined;

/** Every part of the design system, in each of its states. */
export function Shown() {
  const [on, setOn] = useState(true);
  const [segment, setSegment] = useState("uno");
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-col gap-8">
      <Part name="Button">
        {(["primary", "secondary", "soft", "ghost", "danger"] as const).map((kind) => (
          <Button key={kind} kind={kind}>
            {kind}
          </Button>
        ))}
        <Button kind="primary">
          <Plus aria-hidden /> con icono
        </Button>
        <Button size="small">small</Button>
        <Button disabled>disabled</Button>
        <Button busy>busy</Button>
      </Part>
      <Part name="IconButton, Menu, FilterMenu, Spinner">
        <IconButton icon={Bell} label="Avisos" onClick={nothing} />
        <IconButton icon={Archive} label="Archivar" pressed onClick={nothing} />
        <IconButton icon={Trash2} label="Eliminar" small onClick={nothing} />
        <Menu trigger={<Button>Menu</Button>}>
          <MenuLabel>Grupo</MenuLabel>
          <MenuItem icon={Clock} onSelect={nothing}>
            Posponer
          </MenuItem>
          <MenuItem checked onSelect={nothing}>
            Elegido
          </MenuItem>
          <MenuLine />
          <MenuItem icon={Trash2} danger onSelect={nothing}>
            Eliminar
          </MenuItem>
        </Menu>
        <FilterMenu name="Etiqueta" value={undefined} onClear={nothing}>
          <MenuItem onSelect={nothing}>pastel</MenuItem>
        </FilterMenu>
        <FilterMenu name="Etiqueta" value="pastel" onClear={nothing}>
          {null}
        </FilterMenu>
        <Spinner />
      </Part>
      <Part name="Chips">
        <FilterChip on={false}>Sin leer</FilterChip>
        <FilterChip on count="12">
          Mías
        </FilterChip>
        {TONES.map((tone) => (
          <StateChip key={tone} tone={tone} icon={Clock}>
            {tone}
          </StateChip>
        ))}
        <StateChip small>small</StateChip>
        <TagChip name="cliente frecuente" colour="#2f855a" />
      </Part>
      <Part name="Switch, Checkbox, Segments">
        <Switch checked={on} label="Encendido" onChange={setOn} />
        <Switch checked={!on} disabled label="Apagado" onChange={nothing} />
        <Checkbox checked={on} label="Elegir" onChange={() => setOn(!on)} />
        <Checkbox checked="mixed" label="Algunos" onChange={nothing} />
        <Segments
          label="Vista"
          value={segment}
          options={["uno", "dos", "tres"].map((value) => ({ value, text: value }))}
          onChange={setSegment}
        />
      </Part>
      <div className="grid max-w-3xl gap-4 phone:grid-cols-2">
        <Field label="Nombre" hint="Así te ven.">
          <Input defaultValue="Lupita" />
        </Field>
        <Field label="Correo" error="Esto no es un correo.">
          <Input defaultValue="lupita@" />
        </Field>
        <Field label="Contraseña">
          <PasswordInput words={["Mostrar", "Ocultar"]} defaultValue="pan de muerto" />
        </Field>
        <Field label="Idioma">
          <Select>
            <option>Español</option>
          </Select>
        </Field>
        <Field label="Mensaje">
          <Textarea defaultValue="Hola" />
        </Field>
        <div className="flex flex-col gap-4">
          <SearchBox value="" label="Buscar" onSearch={nothing} />
          <SearchBox filled value="pan" label="Buscar" onSearch={nothing} />
          <InlineInput label="Etiqueta" value="se cambia aquí" maxLength={60} onSave={nothing} />
          <FormError message="No pudimos guardarlo." />
        </div>
      </div>
      <div className="flex flex-col gap-1">
        <Banner tone="info">Meta la está revisando.</Banner>
        <Banner tone="warn">Sin conexión.</Banner>
        <Banner tone="danger">Meta la rechazó.</Banner>
      </div>
      <Part name="Dialog">
        <Button onClick={() => setOpen(true)}>Dialog</Button>
        {open && (
          <Dialog
            title="¿Eliminar contacto?"
            description="No se puede deshacer."
            closeLabel="Cerrar"
            onClose={() => setOpen(false)}
            footer={<Button kind="danger">Eliminar contacto</Button>}
          />
        )}
      </Part>
      <ShownData />
    </div>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2 text-ink-3 text-meta">{name}</h2>
      <div className="flex flex-wrap items-center gap-3">{children}</div>
    </section>
  );
}
