"""The product in containers: needs a Docker engine, or root with dockerd and debootstrap."""
