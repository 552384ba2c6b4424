# The always-on host of WhatsApp Web sessions: a supervisor and one process per session.
#   docker build -f infra/docker/sessions_host.Dockerfile -t recado/sessions .
# It writes nowhere but /tmp, where a session's keys lie open while it runs: a tmpfs there keeps them off the disk.
ARG BASE=python:3.13-slim-bookworm

FROM ${BASE} AS build
ARG UV_VERSION=0.9
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never UV_NO_CACHE=1 UV_PROJECT_ENVIRONMENT=/app/.venv
# Left out: what only functions use (FFmpeg too: voice notes are converted by the function of that name), and
# phonenumbers' names of places, which neonize never asks for.
ENV SYNC="uv sync --frozen --no-dev --group web --no-install-package openai --no-install-package drf-spectacular-sidecar \
  --no-install-package av --no-install-package pypdf"
WORKDIR /app
RUN pip install --no-cache-dir "uv~=${UV_VERSION}"
COPY pyproject.toml uv.lock ./
RUN $SYNC --no-install-project && rm -r .venv/lib/python3*/site-packages/phonenumbers/geodata
COPY layers ./layers
COPY sessions_host ./sessions_host
RUN $SYNC --no-editable

FROM ${BASE}
# neonize looks for libmagic when it is imported. tini is process 1, which would otherwise be deaf to SIGTERM until the
# supervisor listens, and buries what a killed supervisor leaves.
RUN apt-get update && apt-get install --yes --no-install-recommends libmagic1 tini && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --no-create-home recado
WORKDIR /app
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp WEB_BIND=0.0.0.0 WEB_PORT=8090
USER recado
EXPOSE 8090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ['WEB_PORT']}/health\", timeout=2)"]
ENTRYPOINT ["tini", "--", "python", "-m", "sessions_host"]
