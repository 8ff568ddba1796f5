#!/bin/sh
# Makes the tokens of deploy/compose.yaml unless they are there: /tokens/admin for people, /tokens/prometheus for Prometheus.
set -eu
umask 022
for token in "admin --role admin" "prometheus --role reader --all-teams"; do
  # shellcheck disable=SC2086 # a name and options
  set -- $token
  [ -s "/tokens/$1" ] && continue
  wattledger token revoke "$1" --file /tokens/tokens.yaml >/dev/null 2>&1 || true
  wattledger token create "$@" --file /tokens/tokens.yaml >"/tokens/$1.new"
  mv "/tokens/$1.new" "/tokens/$1"
done
# Only hashes, but nobody else's business.
chown 10001:10001 /tokens/tokens.yaml
