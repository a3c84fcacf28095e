# A line with a long queue at the provider's end; sourced by each command. client - router - provider - server, each a namespace: the provider
# lets 10 Mbit/s up and 20 Mbit/s down, with 200 ms of queue in front of each, as modems and access concentrators have.
state=/tmp/shaping

# The shell prefers BusyBox's own, which knows no namespaces.
ip() { /sbin/ip "$@"; }
inside() { ip netns exec "$@"; }

# cable NAMESPACE LINK NAMESPACE LINK
cable() { ip -n "$1" link add "$2" type veth peer name "$4" netns "$3" && ip -n "$1" link set "$2" up && ip -n "$3" link set "$4" up; }

make_line() {
  for module in nft_fib_inet nft_reject_inet nft_limit sch_tbf; do modprobe -q $module; done
  for name in client router provider server; do ip netns add $name && ip -n $name link set lo up; done
  cable client port router eth1
  cable router eth0 provider inner
  cable provider outer server port
  ip -n client address add 10.1.0.2/24 dev port && ip -n client route add default via 10.1.0.1
  ip -n provider address add 192.0.2.254/24 dev inner && ip -n provider address add 198.51.100.254/24 dev outer
  ip -n provider route add 10.1.0.0/24 via 192.0.2.1
  ip -n server address add 198.51.100.1/24 dev port && ip -n server route add default via 198.51.100.254
  inside provider sysctl -qw net.ipv4.ip_forward=1
  inside provider tc qdisc add dev outer root tbf rate 10mbit burst 16kb latency 200ms
  inside provider tc qdisc add dev inner root tbf rate 20mbit burst 16kb latency 200ms
  mkdir -p $state/root $state/run
  inside server nc -ll -p 5001 -e cat /dev/zero &
  inside server nc -ll -p 5002 -e sh -c 'cat >/dev/null' &
}

# apply FILE [--dry-run]
apply() { inside router /lab/routerd apply "$@" --state $state --root $state/root --socket $state/run/sock; }

# settled FILE: applying it again has nothing to do, so that what is observed is what is desired.
settled() { [ "$(apply "$1" --dry-run 2>/tmp/noise)" = "nothing to change" ] || { apply "$1" --dry-run; cat /tmp/noise; return 1; }; }

# queues: of all links of the router, without what was counted.
queues() { inside router tc qdisc show | grep -v noqueue || true; }

# delay: milliseconds of the middle of the pings from the client to the server.
delay() {
  inside client ping -c "${1:-30}" -i 0.2 198.51.100.1 | sed -n 's/.*time=\([0-9.]*\) ms.*/\1/p' | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}

# under WHICH: the delay while something fills the line: up, down.
under() {
  case $1 in
    up) (exec /sbin/ip netns exec client nc 198.51.100.1 5002 </dev/zero >/dev/null) & ;;
    down) (exec /sbin/ip netns exec client nc 198.51.100.1 5001 </dev/null >/dev/null) & ;;
  esac
  load=$!
  sleep 6
  delay
  kill $load
  wait $load 2>/dev/null
  sleep 2
}
