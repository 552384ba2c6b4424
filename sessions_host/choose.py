"""Which WhatsApp Web this host speaks to: WEB_GATEWAY."""

import os

from sessions_host.files import Files
from sessions_host.port import Gateway


def gateway(files: Files) -> Gateway:
    """The client WEB_GATEWAY names: "neonize", or the address of a simulator. Call it in the worker only."""
    setting = os.environ.get("WEB_GATEWAY", "") or "neonize"
    if setting.startswith(("http://", "https://")):
        from sessions_host.simulated import SimulatedGateway  # noqa: PLC0415  each import is of one kind of worker

        return SimulatedGateway(setting, files)
    from sessions_host.gateway import NeonizeGateway  # noqa: PLC0415  starts Go

    return NeonizeGateway(files)
