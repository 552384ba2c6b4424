import { Ellipsis, Pause, Play, RotateCcw, ShieldCheck, Trash2, Unplug } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Instance } from "@/features/numbers/types";
import { useNumberChange } from "@/features/numbers/use_number_change";
import { answer, api } from "@/lib/api/client";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuItem, MenuLine } from "@/ui/Menu";

type Question = "logOut" | "disable" | "remove";

/** What can be done with a number, by its state. What cannot be undone is asked about first. */
export function NumberMenu({ instance }: { instance: Instance }) {
  const { t } = useTranslation(["numbers", "common"]);
  const change = useNumberChange();
  const [question, setQuestion] = useState<Question | null>(null);
  const params = { path: { instance_id: instance.id } };
  const session = instance.session?.state;
  const enabled = instance.state !== "disabled";
  const does: { [question in Question]: () => Promise<unknown> } = {
    logOut: () => answer(api.POST("/v1/instances/{instance_id}/logout", { params })),
    disable: () => answer(api.POST("/v1/instances/{instance_id}/disable", { params })),
    remove: () => answer(api.DELETE("/v1/instances/{instance_id}", { params })),
  };
  const confirm = () => {
    if (question) change.mutate(does[question]);
    setQuestion(null);
  };
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={t("numbers:actionsOf", { name: instance.name })} />}>
        {instance.provider === "cloud" && (
          <MenuItem
            icon={ShieldCheck}
            onSelect={() => change.mutate(() => answer(api.POST("/v1/instances/{instance_id}/check", { params })))}
          >
            {t("numbers:check")}
          </MenuItem>
        )}
        {session && session !== "new" && (
          <MenuItem
            icon={RotateCcw}
            onSelect={() => change.mutate(() => answer(api.POST("/v1/instances/{instance_id}/restart", { params })))}
          >
            {t("numbers:restart")}
          </MenuItem>
        )}
        {session === "online" && (
          <MenuItem icon={Unplug} onSelect={() => setQuestion("logOut")}>
            {t("numbers:ask.logOut.confirm")}
          </MenuItem>
        )}
        <MenuLine />
        {enabled ? (
          <MenuItem icon={Pause} onSelect={() => setQuestion("disable")}>
            {t("numbers:ask.disable.confirm")}
          </MenuItem>
        ) : (
          <>
            <MenuItem
              icon={Play}
              onSelect={() => change.mutate(() => answer(api.POST("/v1/instances/{instance_id}/enable", { params })))}
            >
              {t("numbers:enable")}
            </MenuItem>
            <MenuItem danger icon={Trash2} onSelect={() => setQuestion("remove")}>
              {t("numbers:ask.remove.confirm")}
            </MenuItem>
          </>
        )}
      </Menu>
      {question && (
        <Dialog
          title={t(`numbers:ask.${question}.title`, { name: instance.name })}
          description={t(`numbers:ask.${question}.text`)}
          closeLabel={t("common:close")}
          onClose={() => setQuestion(null)}
          footer={
            <>
              <Button onClick={() => setQuestion(null)}>{t("common:cancel")}</Button>
              <Button kind="danger" onClick={confirm}>
                {t(`numbers:ask.${question}.confirm`)}
              </Button>
            </>
          }
        />
      )}
    </>
  );
}
