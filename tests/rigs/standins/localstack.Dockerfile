# Where no registry can be reached, this stands for localstack/localstack: the same release from PyPI.
ARG BASE
FROM ${BASE}
COPY localstack.lock /opt/
RUN python3 -m venv /opt/localstack && /opt/localstack/bin/pip install --no-cache-dir --no-deps -r /opt/localstack.lock
ENV PATH=/opt/localstack/bin:$PATH FILESYSTEM_ROOT=/tmp/localstack
RUN mkdir /tmp/localstack
CMD ["localstack-supervisor"]
