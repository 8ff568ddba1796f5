#!/bin/sh
# Grants each part of Wattledger exactly the rights in Kafka that it needs. docs/security.md has them as a table.
set -eu

usage() {
    cat <<'HELP'
Usage: acls.sh PART --principal PRINCIPAL [OPTION]...

Grants a part of Wattledger exactly the rights in Kafka that it needs, or takes them back.

Parts:
  application   wattledger run
  publisher     wattledger publish, publish sites
  producer      wattledger replay, and gateways that write events to Kafka
  report        wattledger report, budgets
  audit         wattledger audit, batches
  rejects       wattledger rejects list, show, retry
  connect       the connectors of deploy/connect

Options:
  --principal PRINCIPAL    whom to grant to, as Kafka sees them: User:NAME; repeatable
  --bootstrap HOST:PORT    Kafka brokers. Default: localhost:9092
  --command-config FILE    settings of a Kafka client that may alter ACLs, as a properties file
  --prefix PREFIX          topics.prefix of the configuration. Default: wattledger.
  --app-id ID              app.id of the configuration. Default: wattledger
  --topics-exist           application: does not let it create its topics (topics.create: false). Kafka Streams still
                           creates those of its state, whose names begin with the app.id and a dash
  --remove                 takes the rights back
  --dry-run                prints the commands, and runs none
  --help                   prints this

Examples:
  acls.sh application --principal User:ledger --bootstrap kafka:9093 --command-config admin.properties
  acls.sh application --principal User:ledger --topics-exist --dry-run
  acls.sh producer --principal User:gateway-1 --principal User:gateway-2 --command-config admin.properties
  acls.sh report --principal 'User:CN=finance,O=Example' --command-config admin.properties
  acls.sh publisher --principal User:old --remove --command-config admin.properties

It calls kafka-acls.sh (or kafka-acls) of the PATH, or the program that KAFKA_ACLS names.
What is granted already may be granted again. Exit codes: 0 done, 1 failed, 2 misuse.
HELP
}

misuse() {
    echo "acls.sh: $1; acls.sh --help shows how" >&2
    exit 2
}

part=
principals=
bootstrap=localhost:9092
config=
prefix=wattledger.
app=wattledger
create=yes
remove=
dry=
newline='
'

value() {
    if [ "$#" -lt 2 ] || [ -z "$2" ]; then
        misuse "$1 needs a value"
    fi
}

while [ "$#" -gt 0 ]; do
    case $1 in
        --help | -h)
            usage
            exit 0
            ;;
        --principal)
            value "$@"
            case $2 in
                *"$newline"*) misuse "--principal has a line break" ;;
                ?*:?*) ;;
                *) misuse "--principal is '$2'; write it as User:NAME" ;;
            esac
            principals="$principals$2$newline"
            shift
            ;;
        --bootstrap)
            value "$@"
            bootstrap=$2
            shift
            ;;
        --command-config)
            value "$@"
            config=$2
            shift
            ;;
        --prefix)
            value "$@"
            prefix=$2
            shift
            ;;
        --app-id)
            value "$@"
            app=$2
            shift
            ;;
        --topics-exist) create= ;;
        --remove) remove=yes ;;
        --dry-run) dry=yes ;;
        -*) misuse "there is no option $1" ;;
        *)
            [ -z "$part" ] || misuse "two parts, $part and $1; grant one after the other"
            part=$1
            ;;
    esac
    shift
done

case $part in
    application | publisher | producer | report | audit | rejects | connect) ;;
    '') misuse "which part?" ;;
    *) misuse "there is no part $part" ;;
esac
[ -n "$principals" ] || misuse "--principal is missing"
[ -n "$create" ] || [ "$part" = application ] || misuse "--topics-exist goes with application"
[ -z "$config" ] || [ -r "$config" ] || misuse "--command-config: $config cannot be read"
case $prefix$app in
    *[!A-Za-z0-9._-]*) misuse "--prefix and --app-id are of letters, digits, dots, dashes and underscores" ;;
esac

program=${KAFKA_ACLS:-}
if [ -z "$program" ]; then
    program=$(command -v kafka-acls.sh || command -v kafka-acls || echo kafka-acls.sh)
fi
if [ -z "$dry" ] && ! command -v "$program" > /dev/null; then
    echo "acls.sh: $program is not there; add Kafka's bin folder to the PATH, or set KAFKA_ACLS" >&2
    exit 1
fi

# In single quotes, where a shell would make something else of it.
quoted() {
    case $1 in
        *[!A-Za-z0-9._:/=@,+-]*) printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")" ;;
        *) printf %s "$1" ;;
    esac
}

# Arguments: the ends of kafka-acls, such as --operation Read --topic t.
acls() {
    if [ -n "$remove" ]; then
        set -- --remove --force "$@"
    else
        set -- --add "$@"
    fi
    remaining=$principals
    while [ -n "$remaining" ]; do
        set -- "$@" --allow-principal "${remaining%%"$newline"*}"
        remaining=${remaining#*"$newline"}
    done
    [ -z "$config" ] || set -- --command-config "$config" "$@"
    set -- --bootstrap-server "$bootstrap" "$@"
    if [ -n "$dry" ]; then
        quoted "${program##*/}"
        for argument; do
            printf ' '
            quoted "$argument"
        done
        echo
        return
    fi
    if ! said=$("$program" "$@" 2>&1); then
        echo "acls.sh: $program failed; what was ${remove:+taken back}${remove:-granted} before stays. It said:" >&2
        printf '%s\n' "$said" >&2
        exit 1
    fi
}

# Arguments: operations, --, names of topics without their prefix.
topics() {
    operations=
    while [ "$1" != -- ]; do
        operations="$operations --operation $1"
        shift
    done
    shift
    names=
    for name; do
        names="$names --topic $prefix$name"
    done
    # shellcheck disable=SC2086 # Each is a word of its own: names have no spaces, as was checked.
    acls $operations $names
}

tables='inference-costs site-factors'
totals='footprint-1m footprint-1h footprint-1d'
# What the application reads and writes.
books="keyless-events footprint-journal $totals footprint-running footprint-budgets intake"
all="inference-events $tables $books footprint-alerts rejected-events"

# shellcheck disable=SC2086 # Each name is a word of its own.
case $part in
    application)
        # It only reads costs and factors, and can change no price.
        topics Read -- inference-events $tables $books
        topics Write -- inference-events $books footprint-alerts rejected-events
        topics DescribeConfigs ${create:+Create} -- $all
        # Changelogs of its stores, transactions and the group are named after the app.id.
        acls --operation Read --operation Write --operation Create --topic "$app-" --resource-pattern-type prefixed
        acls --operation Write --transactional-id "$app-" --resource-pattern-type prefixed
        acls --operation Read --group "$app"
        ;;
    publisher)
        topics Read Write -- $tables
        acls --operation Write --transactional-id "${prefix}publish"
        ;;
    producer)
        topics Write -- inference-events
        ;;
    report)
        topics Read -- $tables footprint-journal $totals
        topics DescribeConfigs -- footprint-journal
        ;;
    audit)
        topics Read -- inference-events $tables keyless-events footprint-journal $totals footprint-running intake \
            rejected-events
        ;;
    rejects)
        topics Read -- inference-events keyless-events rejected-events
        topics Write DescribeConfigs -- inference-events
        acls --operation Write --transactional-id "$app-rejects-retry"
        ;;
    connect)
        topics Read -- footprint-journal footprint-1h
        acls --operation Read --group connect-wattledger-footprint-journal --group connect-wattledger-footprint-1h
        ;;
esac
if [ -z "$dry" ]; then
    verb=${remove:+taken from}
    echo "acls.sh: the rights of $part are ${verb:-granted to} $(printf %s "$principals" | paste -sd' ' -)"
fi
