# The console of nodes.

monitor_mesh() {
  d=$state/$(name "$1")
  /sbin/ip netns exec "$(name "$1")" /lab/routerd console --socket "$d/run/sock" monitor mesh >"$d/monitor" 2>&1 &
  echo $! >"$d/monitor.pid"
  sleep 1
}
monitored() { grep -q "$2" "$state/$(name "$1")/monitor"; }
stop_monitor() { kill "$(cat "$state/$(name "$1")/monitor.pid")"; cat "$state/$(name "$1")/monitor"; }
