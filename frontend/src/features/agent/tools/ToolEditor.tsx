import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Calls } from "@/features/agent/tools/Calls";
import { ParameterRows } from "@/features/agent/tools/ParameterRows";
import type { ExternalTool } from "@/features/agent/tools/queries";
import { RequestFields } from "@/features/agent/tools/RequestFields";
import { SecretRows } from "@/features/agent/tools/SecretRows";
import { ToolBasics } from "@/features/agent/tools/ToolBasics";
import { Trial } from "@/features/agent/tools/Trial";
import { useToolsChanged } from "@/features/agent/tools/use_tools_changed";
import { definitionOf, secretsOf, type ToolValues, valuesOf } from "@/features/agent/tools/values";
import { answer, api } from "@/lib/api/client";
import { useSubmit } from "@/lib/forms";
import { useMay } from "@/lib/session/me";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Confirm } from "@/ui/Confirm";
import { FormError } from "@/ui/FormError";
import { IconButton } from "@/ui/IconButton";

/** A tool: what it is called with, what is sent where; then trying it, and what the agent called it with. */
export function ToolEditor({ tool, onDone }: { tool: ExternalTool | null; onDone: (id: string | null) => void }) {
  const { t } = useTranslation("agent");
  const changed = useToolsChanged();
  const mayWrite = useMay("agent:write");
  const [deleting, setDeleting] = useState(false);
  const form = useForm<ToolValues>({ defaultValues: valuesOf(tool) });
  const { errors, isSubmitting, isDirty } = form.formState;
  const submit = useSubmit(form, async (values) => {
    const saved = await save(tool, values);
    await changed();
    form.reset(valuesOf(saved));
    onDone(saved.id);
  });
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Card
        title={tool?.name ?? t("tools.newTitle")}
        aside={
          mayWrite && (
            <span className="flex items-center gap-2">
              {tool && <IconButton small icon={Trash2} label={t("tools.delete")} onClick={() => setDeleting(true)} />}
              <Button kind="primary" size="small" busy={isSubmitting} onClick={() => void submit()}>
                {t("tools.save")}
              </Button>
            </span>
          )
        }
      >
        <form noValidate onSubmit={(event) => void submit(event)}>
          <fieldset disabled={!mayWrite} className="flex min-w-0 flex-col gap-5 p-5">
            <FormError message={errors.root?.message} />
            <ToolBasics form={form} />
            <ParameterRows form={form} />
            <RequestFields form={form} />
            <SecretRows form={form} />
          </fieldset>
        </form>
        {tool && mayWrite && <Trial tool={tool} unsaved={isDirty} />}
      </Card>
      {tool && <Calls toolId={tool.id} />}
      {tool && deleting && (
        <Confirm
          title={t("tools.deleteTitle", { name: tool.name })}
          text={t("tools.deleteText")}
          action={t("tools.delete")}
          onClose={() => setDeleting(false)}
          onConfirm={async () => {
            await answer(api.DELETE("/v1/external-tools/{tool_id}", { params: { path: { tool_id: tool.id } } }));
            onDone(null);
            await changed();
          }}
        />
      )}
    </div>
  );
}

/** Makes the tool, or changes it if nobody else has since. */
function save(tool: ExternalTool | null, values: ToolValues): Promise<ExternalTool> {
  const body = definitionOf(values);
  const secrets = secretsOf(tool, values);
  if (tool)
    return answer(
      api.PATCH("/v1/external-tools/{tool_id}", {
        params: { path: { tool_id: tool.id } },
        body: { ...body, version: tool.version, secrets: Object.keys(secrets).length > 0 ? secrets : null },
      }),
    );
  return answer(api.POST("/v1/external-tools", { body: { ...body, secrets: secrets as Record<string, string> } }));
}
