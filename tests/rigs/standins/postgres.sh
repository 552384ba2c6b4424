#!/bin/sh
# As the official image's entrypoint: on the first start makes the cluster and the database, then becomes the server.
set -eu
if [ ! -f "$PGDATA/PG_VERSION" ]; then
  echo "$POSTGRES_PASSWORD" >/tmp/password
  initdb --username=postgres --auth=scram-sha-256 --pwfile=/tmp/password --encoding=utf8 --locale=C.UTF-8 >/dev/null
  rm /tmp/password
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  echo "create database $POSTGRES_DB" | postgres --single postgres >/dev/null
fi
exec postgres -c listen_addresses='*' -c unix_socket_directories=/tmp
