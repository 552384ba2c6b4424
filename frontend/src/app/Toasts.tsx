import { Toaster } from "sonner";

/** Where toasts show. */
export function Toasts() {
  return (
    <Toaster
      position="bottom-center"
      toastOptions={{ className: "!bg-float !text-on-float !border-0 !rounded-card !font-sans" }}
    />
  );
}
