#!/bin/sh
# Fetch and take in the latest issue of every newspaper in $BANMIAN_PAPERS.
#   nightly.sh                         once, for cron and systemd
#   nightly.sh --every-day-at 06:30    for a container that has no clock
# Ends with 1 where a newspaper failed; the others are fetched all the same.
set -u
: "${BANMIAN_PAPERS:?codes of newspapers, such as: dtrb jizhou}"

once() {
    failed=0
    for paper in $BANMIAN_PAPERS; do
        banmian fetch "$paper" latest --then ingest || failed=1
    done
    return $failed
}

if [ "${1:-}" != --every-day-at ]; then
    once
    exit
fi
at=${2:?a time of day, such as 06:30}
while :; do
    now=$(date +%s)
    next=$(date -d "today $at" +%s)
    [ "$next" -gt "$now" ] || next=$(date -d "tomorrow $at" +%s)
    sleep $((next - now))
    once || echo "nightly: a newspaper failed" >&2
done
