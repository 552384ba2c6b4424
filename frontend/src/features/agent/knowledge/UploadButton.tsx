import { Upload } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/ui/Button";

type Props = { label: string; busy: boolean; many?: boolean; onFiles: (files: File[]) => void };

/** Opens the system's choice of files. */
export function UploadButton({ label, busy, many, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="small" busy={busy} onClick={() => input.current?.click()}>
        <Upload aria-hidden /> {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={many}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
