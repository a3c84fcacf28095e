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
  local last='' now
  until now=$(spent_cpu "$@"); [ "$last" ] && [ $((now - last)) -lt 500000 ]; do last=$now; sleep 0.5; done
}

known() { # DAEMON: how many peers the hub knows.
  case $1 in
    router) console 0 show mesh | grep -o '[0-9]* peers are registered' | cut -d' ' -f1 ;;
    frr) vty 0 show ip nhrp cache | grep -c dynamic ;;
  esac
}

# until_known DAEMON COUNT: waits for it, but not for ever.
until_known() {
  local left=180
  until [ "$(known "$1")" = "$2" ] || [ $left = 0 ]; do left=$((left - 1)); sleep 1; done
  [ $left -gt 0 ] || echo "$1 never knew $2"
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
  local daemon=$1 what=$2 first=$3 count=$4 pass=$5 before answer
  shift 5
  before=$(spent_cpu "$@")
  answer=$(ip netns exec far /bench/bench flood 10.0.0.1 "$first" "$count" 64 "$pass")
  settle "$@"
  say "$daemon $what first $first count $count cpu $((($(spent_cpu "$@") - before) / count)) $answer"
}

# listing DAEMON: the list of all peers, thrice each as text and as JSON.
listing() {
  case $1 in
    router) text="/bench/routerd console --socket $state/hub/run/sock show mesh cache" json="$text --json" ;;
    frr) text="vtysh -N hub -c show§ip§nhrp§cache" json="${text}§json" ;;
  esac
  for turn in 1 2 3; do
    say "$1 list text $(list $text)"
    say "$1 list json $(list $json)"
  done
}

# list WORD...: a § in a word is a space.
list() {
  command=
  for word; do command="$command '$(echo "$word" | tr § ' ')'"; done
  eval "in_node 0 /bench/bench spent $command"
}

# scale DAEMON: 10,000 spokes by and by, and what it costs to know and to list them.
scale() {
  hub "$1"
  say "$1 idle $(memory $(pids "$1" 0))"
  register "$1" new 1 100 1
  register "$1" refresh 1 100 2
  register "$1" new 101 900 3
  register "$1" refresh 1 1000 4
  register "$1" new 1001 9000 5
  register "$1" refresh 1 10000 6
  # Either daemon may give back what it no longer needs.
  sleep 8
  say "$1 full $(memory $(pids "$1" 0))"
  say "$1 known $(known "$1")"
  listing "$1"
  tear
}

# burst DAEMON: 5,000 requests at once, each sent once.
burst() {
  hub "$1"
  say "$1 burst $(ip netns exec far /bench/bench burst 10.0.0.1 1 5000 1)"
  tear
}

# spoke DAEMON: from the start of a spoke's daemon to the answer to its registration, four times: the first time routerd makes the links too.
spoke() {
  make_wan
  for node in 0 1; do make_node $node; prepare_"$1" $node; done
  start_"$1" 0
  [ "$1" = router ] || { start_frr_manager 1; start_frr_daemon 1 zebra; }
  sleep 5
  for turn in 1 2 3 4; do
    command=$([ "$1" = router ] && router_command 1 || frr_command 1 nhrpd)
    in_node 1 /bench/bench start 30 $command >/tmp/started 2>&1
    say "$1 start turn $turn $(grep '^asked' /tmp/started)"
    case $1 in
      router) for pid in $(ip netns pids s1); do kill "$pid"; done ;;
      frr) kill "$(cat /var/run/frr/s1/nhrpd.pid)" ;;
    esac
    sleep 3
  done
  tear
}

# shortcut DAEMON WHAT COUNT: pings from behind a spoke to behind another, a millisecond apart, three times with everything again.
shortcut() {
  for turn in 1 2 3; do
    make_wan
    for node in 0 1 2; do make_node $node; prepare_"$1" $node; start_"$1" $node; done
    until_known "$1" 2
    sleep 2
    say "$1 $2 turn $turn $(in_node 1 /bench/bench shortcut 10.128.1.1 10.128.2.1 "$(underlay 0)" "$3" 1000)"
    tear
  done
}

seconds() { cut -d' ' -f1 /proc/uptime; }

# back DAEMON WHAT: the hub's daemon starts again; when does it know all of them?
back() {
  begun=$(seconds)
  case $1 in router) start_router 0 ;; frr) start_frr_daemon 0 nhrpd ;; esac
  for turn in $(seq 50); do
    [ "$(known "$1" 2>/dev/null)" != 10000 ] || break
    sleep 0.2
  done
  say "$1 $2 known $(known "$1") seconds $(echo "$begun $(seconds)" | awk '{ print $2 - $1 }')"
}

# restart DAEMON: the hub's daemon is killed, and then stopped in order; its 10,000 spokes register again when they are told to.
restart() {
  hub "$1"
  ip netns exec far /bench/bench stay 10.0.0.1 1 10000 1 300 >/tmp/stayed &
  until_known "$1" 10000
  set -- "$1" "$(pids "$1" 0 | head -n 1)"
  kill -9 "$2"
  sleep 1
  back "$1" killed
  set -- "$1" "$(pids "$1" 0 | head -n 1)"
  kill "$2"
  while [ -d "/proc/$2" ]; do sleep 0.1; done
  back "$1" stopped
  tear
}

all() {
  for daemon in frr router; do
    scale $daemon
    burst $daemon
    spoke $daemon
    shortcut $daemon shortcut 500
    restart $daemon
  done
  THRESHOLD= shortcut frr documented 1500
}
