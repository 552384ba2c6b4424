import { createContext, useContext } from "react";
import type { Message } from "@/features/inbox/types";

/**
 * What a bubble can ask of the chat it stands in. jump: shows another message, wherever it is in the history.
 * why: shows why the agent wrote a message.
 */
export type ChatContext = {
  quote: (message: Message) => void;
  jump: (messageId: string) => void;
  openPicture: (messageId: string) => void;
  why: (messageId: string) => void;
};

const context = createContext<ChatContext>({
  quote: () => undefined,
  jump: () => undefined,
  openPicture: () => undefined,
  why: () => undefined,
});

export const ChatProvider = context.Provider;

export function useChat(): ChatContext {
  return useContext(context);
}
