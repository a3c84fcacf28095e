# What is measured, each with a line "@ DAEMON WHAT VALUES..." for the report; sourced behind lab.sh.

say() { echo "@ $*"; }

# spent_cpu PID...: CPU time of all their threads, in nanoseconds.
spent_cpu() { for pid; do cat "/proc/$pid"/task/*/schedstat; done | awk '{ n += $1 } END { printf "%.0f", n }'; }

# memory PID...: resident, proportional and private memory, in KiB.
memory() {
  for pid; do cat "/proc/$pid/smaps_rollup"; done |
    awk '/^Rss:/ { r += $2 } /^Pss:/ { p += $2 } /^Private_/ { v += $2 } END { printf "rss %d pss %d private %d", r, p, v }'
}

# settle PID...: until they have nothing left to do.
settle() {
  before=
  until now=$(spent_cpu "$@"); [ "$before" ] && [ $((now - before)) -lt 500000 ]; do before=$now; sleep 0.5; done
}

known() { # DAEMON: how many peers the hub knows.
  case $1 in
    router) console 0 show mesh | grep -o '[0-9]* peers are registered' | cut -d' ' -f1 ;;
    frr) vty 0 show ip nhrp cache | grep -c ' dynamic ' ;;
  esac
}

# hub DAEMON: a new wire with a hub and the place where the load comes from.
hub() {
  make_wan
  make_node 0
  make_far
  prepare_"$1" 0
  raise_tables
  start_"$1" 0
  sleep 4
}

# register DAEMON WHAT FIRST COUNT PASS
register() {
  set -- "$@" $(pids "$1" 0)
  daemon=$1 what=$2 first=$3 count=$4 pass=$5; shift 5
  before=$(spent_cpu "$@")
  answer=$(ip netns exec far /bench/bench flood 10.0.0.1 "$first" "$count" 64 "$pass")
  settle "$@"
  say "$daemon $what first $first count $count cpu $((($(spent_cpu "$@") - before) / count)) $answer"
}

scale() {
  hub "$1"
  say "$1 idle $(memory $(pids "$1" 0))"
  register "$1" new 1 100 1
  register "$1" refresh 1 100 2
  register "$1" new 101 900 3
  register "$1" refresh 1 1000 4
  register "$1" new 1001 9000 5
  register "$1" refresh 1 10000 6
  register "$1" refresh 1 10000 7
  say "$1 full $(memory $(pids "$1" 0))"
  say "$1 known $(known "$1")"
  tear
}
