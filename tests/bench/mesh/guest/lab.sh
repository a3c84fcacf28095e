# Topology and daemons; sourced. Node 0 is the hub, 1, 2, ... are spokes, all on one wire (10.0.0.0/16). Overlay 10.200.0.0/16: the hub has
# 10.200.255.1, spoke N 10.200.254.N; 10.200.0.1 and on are for spokes that a load generator plays, in the namespace "far".
state=/tmp/state

# The shell prefers BusyBox's own, which knows no namespaces.
ip() { /usr/bin/ip "$@"; }

name() { if [ "$1" = 0 ]; then echo hub; else echo "s$1"; fi; }
underlay() { echo "10.0.0.$(($1 + 1))"; }
overlay() { if [ "$1" = 0 ]; then echo 10.200.255.1; else echo "10.200.254.$1"; fi; }
in_node() { n=$(name "$1"); shift; ip netns exec "$n" "$@"; }

make_wan() {
  ip netns add wan
  ip -n wan link add br0 type bridge
  ip -n wan link set br0 up
}

# on_wire NAMESPACE: gives it an eth0.
on_wire() {
  ip netns add "$1"
  ip -n wan link add "v$1" type veth peer name eth0 netns "$1"
  ip -n wan link set "v$1" master br0 up
  ip -n "$1" link set lo up
}

make_node() {
  on_wire "$(name "$1")"
  ip -n "$(name "$1")" link add lan0 type dummy
}

# make_far: where the load comes from, and the hub's way back there.
make_far() {
  on_wire far
  ip -n far address add 10.0.250.1/16 dev eth0
  ip -n far link set eth0 up
  ip netns exec far sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.eth0.rp_filter=0
}

# document N: the router of node N. A spoke has its hub and a route through it, the hub routes to what is behind the spokes.
document() {
  mesh="underlay: wan, address: $(overlay "$1")/16, key: 100, ipsec: none"
  if [ "$1" = 0 ]; then
    mesh="$mesh, peers: 20000"
    routes='  10.64.0.0/10: { via: 10.0.250.1 }'
    for spoke in 1 2; do routes="$routes
  10.128.$spoke.0/24: { via: $(overlay $spoke) }"; done
  else
    mesh="$mesh, hubs: [$(underlay 0)]" routes="  10.128.0.0/16: { via: $(overlay 0) }"
  fi
  cat <<DOCUMENT
version: 1
system: { hostname: $(name "$1") }
interfaces:
  wan: { device: eth0, zone: wan, addresses: [$(underlay "$1")/16] }
  lan: { device: lan0, zone: lan, addresses: [10.128.$1.1/24] }
mesh:
  branches: { $mesh }
routes:
$routes
firewall:
  policies:
    lan -> branches: accept
    branches -> lan: accept
    branches -> branches: accept
    branches -> router: accept
DOCUMENT
}

router_command() { d=$state/$(name "$1"); echo "/bench/routerd run --state $d --socket $d/run/sock --root $d/root"; }

prepare_router() {
  d=$state/$(name "$1")
  mkdir -p "$d/root" "$d/run"
  document "$1" >"$d/startup.yaml"
}

start_router() {
  n=$(name "$1")
  # Not by the function: its process would be a shell's.
  /usr/bin/ip netns exec "$n" $(router_command "$1") >>"$state/$n/log" 2>&1 </dev/null &
  echo $! >"$state/$n/pid"
}

console() { n=$(name "$1"); shift; ip netns exec "$n" /bench/routerd console --socket "$state/$n/run/sock" "$@"; }

# prepare_frr N: links, addresses and routes by hand, and what the daemons read.
prepare_frr() {
  n=$(name "$1") d=/etc/frr/$n
  ip -n "$n" address add "$(underlay "$1")/16" dev eth0
  ip -n "$n" link set eth0 up
  ip -n "$n" address add "10.128.$1.1/24" dev lan0
  ip -n "$n" link set lan0 up
  ip -n "$n" tunnel add branches mode gre key 100 ttl 64 local "$(underlay "$1")" dev eth0
  ip -n "$n" address add "$(overlay "$1")/32" dev branches
  ip -n "$n" link set branches mtu 1400 up
  ip netns exec "$n" sysctl -qw net.ipv4.ip_forward=1
  mkdir -p "$d" "/var/run/frr/$n" "/var/lib/frr/$n"
  first=
  if [ "$1" = 0 ]; then
    ip -n "$n" route add 10.64.0.0/10 via 10.0.250.1
    for spoke in 1 2; do ip -n "$n" route add "10.128.$spoke.0/24" via "$(overlay $spoke)" dev branches onlink; done
    # As FRR's manual has it but for the threshold: with the kernel's default, the first indication comes after a second.
    ip netns exec "$n" nft "table ip lab { chain forward { type filter hook forward priority 0; iifname branches oifname branches meter pairs { ip saddr . ip daddr limit rate 60/minute burst 1 packets } log group 1 snaplen 128 ${THRESHOLD-queue-threshold 1}; }; }"
    role='ip nhrp redirect' first='nhrp nflog-group 1'
  else
    role="ip nhrp nhs dynamic nbma $(underlay 0)"
    ip -n "$n" route add 10.200.0.0/16 via "$(overlay 0)" dev branches onlink
    ip -n "$n" route add 10.128.0.0/16 via "$(overlay 0)" dev branches onlink
  fi
  printf '%s\ninterface branches\n ip nhrp network-id 1\n ip nhrp holdtime 7200\n ip nhrp registration no-unique\n ip nhrp shortcut\n tunnel source eth0\n %s\n' "$first" "$role" >"$d/nhrpd.conf"
  echo "hostname $n" >"$d/zebra.conf"
  : >"$d/vtysh.conf"
  chown -R frr:frr "$d" "/var/run/frr/$n" "/var/lib/frr/$n"
}

frr_command() { echo "/usr/lib/frr/$2 -d -N $(name "$1") -A 127.0.0.1 -f /etc/frr/$(name "$1")/$2.conf"; }

start_frr_daemon() { in_node "$1" $(frr_command "$1" "$2") >>/tmp/frr.log 2>&1; }

start_frr_manager() { [ ! -x /usr/lib/frr/mgmtd ] || in_node "$1" /usr/lib/frr/mgmtd -d -N "$(name "$1")" -A 127.0.0.1 >>/tmp/frr.log 2>&1; }

start_frr() {
  start_frr_manager "$1"
  start_frr_daemon "$1" zebra
  start_frr_daemon "$1" nhrpd
}

vty() { n=$(name "$1"); shift; ip netns exec "$n" vtysh -N "$n" -c "$*"; }

# until_true SECONDS COMMAND...: waits for it.
until_true() {
  left=$(($1 * 20)); shift
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    [ $left -gt 0 ] || { echo "never came true: $*"; return 1; }
    sleep 0.05
  done
}

# raise_tables: room for all neighbours in the kernel, which routerd sees to by itself.
raise_tables() { sysctl -qw net.ipv4.neigh.default.gc_thresh1=65536 net.ipv4.neigh.default.gc_thresh2=131072 net.ipv4.neigh.default.gc_thresh3=131072; }

# pids DAEMON N: what is counted.
pids() {
  case $1 in
    router) cat "$state/$(name "$2")/pid" ;;
    frr) cat "/var/run/frr/$(name "$2")/nhrpd.pid" "/var/run/frr/$(name "$2")/zebra.pid" ;;
  esac
}

# tear: ends the daemons and takes the network away, so that the next lab begins with nothing.
tear() {
  for n in $(ip netns list | cut -d' ' -f1); do
    for pid in $(ip netns pids "$n" 2>/dev/null); do kill -9 "$pid"; done
    ip netns delete "$n"
  done
  rm -rf $state /etc/frr/* /var/run/frr/*
}
