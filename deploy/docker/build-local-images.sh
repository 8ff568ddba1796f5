#!/bin/sh
# Builds the image of Wattledger and stand-ins for the public images beside it, from Debian's packages and the jars of this
# checkout, where no image registry can be reached.
set -eu

usage() {
  cat <<'USAGE'
Usage: build-local-images.sh [--help] [IMAGE...]

Builds wattledger-local/IMAGE:latest; without a name all of them:
  debian        the base of the others, by debootstrap (once; remove the image to have it anew)
  jdk           it with a JDK, the base of those of Java
  kafka, registry, prometheus, alertmanager, postgres
  wattledger    the image of deploy/docker/Dockerfile

Needs root, docker with BuildKit, debootstrap, and the jars: mvn -Pjars pre-integration-test
WATTLEDGER_DEBIAN_MIRROR names a mirror of Debian; without it debootstrap's own default is taken.

Examples:
  deploy/docker/build-local-images.sh
  deploy/docker/build-local-images.sh wattledger
  docker compose --env-file deploy/compose/local.env -f deploy/compose.yaml up --detach --wait
USAGE
}

fail() {
  echo "build-local-images.sh: $1" >&2
  exit "${2:-1}"
}

all="debian jdk kafka registry prometheus alertmanager postgres wattledger"
images=
for argument in "$@"; do
  case " $all " in
    *" $argument "*) images="$images $argument" ;;
    *)
      case "$argument" in
        -h | --help) usage; exit 0 ;;
        *) usage >&2; fail "no image is called '$argument'" 2 ;;
      esac
      ;;
  esac
done
[ -n "$images" ] || images=$all

root=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")/../.." && pwd)
cd "$root"
command -v docker >/dev/null || fail "docker is needed: apt-get install docker.io"
docker info >/dev/null 2>&1 || fail "no Docker engine answers: start it, or check the rights of this user"

base() {
  docker image inspect wattledger-local/debian >/dev/null 2>&1 && return
  command -v debootstrap >/dev/null || fail "debootstrap is needed: apt-get install debootstrap"
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  # shellcheck disable=SC2086 # an empty mirror is no argument
  debootstrap --variant=minbase --include=ca-certificates bookworm "$folder" ${WATTLEDGER_DEBIAN_MIRROR:-} >"$folder.log" 2>&1 ||
    { tail -n 20 "$folder.log" >&2; fail "debootstrap failed; all of its output is in $folder.log"; }
  rm -rf "$folder"/var/cache/apt/archives/*.deb "$folder"/var/lib/apt/lists/*
  tar -C "$folder" -c . | docker import --change 'CMD ["bash"]' - wattledger-local/debian >/dev/null
  rm -rf "$folder" "$folder.log"
}

# Shows what docker build says only if it fails.
build() {
  log=$(mktemp)
  docker build --progress=plain "$@" . >"$log" 2>&1 || { tail -n 40 "$log" >&2; fail "docker build failed; all of its output is in $log"; }
  rm -f "$log"
}

# The stages reach Debian's mirror over this machine's network.
local_image() {
  build --network=host -f deploy/docker/local/Dockerfile --target "$1" -t "wattledger-local/$1"
}

need() {
  [ -e "$1" ] || fail "$1 is missing; run: mvn -Pjars pre-integration-test"
}

for image in $images; do
  echo "build-local-images.sh: $image" >&2
  [ "$image" = debian ] || base
  case "$image" in
    debian) base ;;
    kafka) need deploy/docker/kafka/target/lib; local_image kafka ;;
    registry) need deploy/servers/target/registry; local_image registry ;;
    wattledger)
      need deploy/standalone/target/lib
      need deploy/servers/target/registry
      local_image jdk
      build --network=none -f deploy/docker/Dockerfile --build-arg JDK_IMAGE=wattledger-local/jdk \
        --build-arg BASE_IMAGE=wattledger-local/debian --build-arg VERSION=local -t wattledger-local/wattledger
      ;;
    *) local_image "$image" ;;
  esac
done
