import "@/ui/tokens.css";
import { Tooltip } from "radix-ui";
import { createRoot } from "react-dom/client";
import { Shown } from "@/app/ui/Shown";
import { startTexts } from "@/lib/i18n/i18n";

// Everything of src/ui on one page, light above dark; `vite` serves it at /ui, and no build has it.
void startTexts().then(() => {
  const root = document.getElementById("root");
  if (!root) throw new Error("no root");
  createRoot(root).render(
    <Tooltip.Provider>
      {(["light", "dark"] as const).map((theme) => (
        <div key={theme} style={{ colorScheme: theme }} className="bg-bg p-8 text-ink">
          <Shown />
        </div>
      ))}
    </Tooltip.Provider>,
  );
});
