import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { countsQuery } from "@/features/inbox/queries";
import { useBusinessId, useMay } from "@/lib/session/me";

const SIZE = 64;
const MOST = 99;

/** Says in the tab how many conversations are unread: in the title, and as a number on the icon. */
export function TabTitle() {
  const counts = useQuery({ ...countsQuery(useBusinessId()), enabled: useMay("messages:read") }).data;
  const unread = counts?.unread ?? 0;
  useEffect(() => {
    document.title = unread > 0 ? `(${unread > MOST ? `${MOST}+` : unread}) Recado` : "Recado";
    void drawIcon(unread);
  }, [unread]);
  return null;
}

/** Draws the number over the icon; without one the icon stands as it is. */
async function drawIcon(unread: number): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  if (unread === 0) {
    link.href = "/icon.svg";
    return;
  }
  const canvas = document.createElement("canvas");
  canvas.width = SIZE;
  canvas.height = SIZE;
  const brush = canvas.getContext("2d");
  const image = new Image(SIZE, SIZE);
  image.src = "/icon.svg";
  if (
    !brush ||
    !(await image.decode().then(
      () => true,
      () => false,
    ))
  )
    return;
  brush.drawImage(image, 0, 0, SIZE, SIZE);
  brush.fillStyle = "#d93025";
  brush.beginPath();
  brush.arc(44, 20, 20, 0, 2 * Math.PI);
  brush.fill();
  brush.fillStyle = "#fff";
  brush.font = "bold 26px system-ui";
  brush.textAlign = "center";
  brush.textBaseline = "middle";
  brush.fillText(unread > 9 ? "9+" : String(unread), 44, 22);
  link.href = canvas.toDataURL("image/png");
}
