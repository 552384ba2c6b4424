"""A program that starts the real client without WhatsApp and prints what it was like."""

START = """
import faulthandler, json, sys, time
faulthandler.dump_traceback_later(100, exit=True)
try:
    from sessions_host.gateway import NeonizeGateway
    gateway = NeonizeGateway()
except (ImportError, OSError) as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit(0)
from sessions_host.port import Address, NotSent
from recado.vendors.whatsapp.contents import TextContent
events = []
before = gateway.state()
gateway.start(None, lambda event: events.append((event.kind, event.data)))
first = gateway.state()
deadline = time.monotonic() + 60
while time.monotonic() < deadline and not any(kind in ("disconnected", "qr") for kind, _ in events):
    time.sleep(0.05)
try:
    gateway.send(Address("5215512345678@s.whatsapp.net"), TextContent(body="x"), None)
    sent = True
except NotSent:
    sent = False
keys = gateway.keys()
gateway.stop()
from pathlib import Path
most = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
facts = {"before": before, "first": first, "events": [kind for kind, _ in events], "state": gateway.state(),
         "sent": sent, "keys": len(keys), "mb": int(most.split()[1]) // 1024,
         "registered": sorted(gateway._client.event.list_func)}
gateway.forget()
print(json.dumps(facts), flush=True)
"""
