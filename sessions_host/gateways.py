"""Which WhatsApp Web client this host uses: the setting WEB_GATEWAY."""

import os

from sessions_host.file_sources import ReadFile
from sessions_host.port import Gateway


def open_gateway(read_file: ReadFile) -> Gateway:
    """Returns the client WEB_GATEWAY names: "neonize", or the address of a simulator. Call it in the worker only."""
    setting = os.environ.get("WEB_GATEWAY", "") or "neonize"
    if setting.startswith(("http://", "https://")):
        from sessions_host.simulated_gateway import SimulatedGateway  # noqa: PLC0415  each worker imports its own only

        return SimulatedGateway(setting, read_file)
    from sessions_host.gateway import NeonizeGateway  # noqa: PLC0415  starts Go

    return NeonizeGateway(read_file)
