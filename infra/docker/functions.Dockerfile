# syntax=docker/dockerfile:1
# One image for every function: on Lambda the Command names one handler, elsewhere the host runs any or all of them.
ARG BASE=python:3.13-slim
FROM ${BASE} AS build
ARG UV_VERSION=0.9
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=/app/.venv
WORKDIR /app
RUN pip install --no-cache-dir "uv~=${UV_VERSION}"
COPY pyproject.toml uv.lock README.md ./
RUN uv sync --frozen --no-dev --no-install-project
COPY layers ./layers
COPY functions ./functions
RUN uv sync --frozen --no-dev --no-editable

FROM ${BASE}
RUN useradd --system --uid 10001 --no-create-home recado
WORKDIR /app
COPY --from=build /app/.venv /app/.venv
COPY template.yaml ./
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER recado
EXPOSE 8080
STOPSIGNAL SIGTERM
# Not asked on Lambda. A container whose functions have no routes still answers here when it is given a --port.
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/health', timeout=2)"]
ENTRYPOINT ["python", "-m", "recado.runtime.entry"]
CMD ["--bind", "0.0.0.0", "--port", "8080"]
