"""WhatsApp as a linked device sees it: pairing, one connection per session, messages as neonize's protobufs."""
