# Topology and daemons of the mesh lab; sourced by each command. Node 0 is the hub, 1, 2, ... are spokes.
# Underlay 10.0.0.0/24 on a bridge in the namespace "wan"; overlay 10.255.0.0/24, node N has N+1; LAN 10.128.N.0/24.
state=/tmp/state

# The shell prefers BusyBox's own, which knows no namespaces.
ip() { /sbin/ip "$@"; }

name() { if [ "$1" = 0 ]; then echo hub; else echo "s$1"; fi; }
underlay() { echo "10.0.0.$(($1 + 1))"; }
overlay() { echo "10.255.0.$(($1 + 1))"; }
in_node() { n=$(name "$1"); shift; ip netns exec "$n" "$@"; }

# make_wan: the wire between all, which counts what tunnels carry by who sent it to whom.
make_wan() {
  ip netns add wan
  ip -n wan link add br0 type bridge
  ip -n wan link set br0 up
  ip netns exec wan nft -f - <<'RULES'
table bridge lab {
  set data { type ipv4_addr . ipv4_addr; counter; flags dynamic; size 1024; }
  set nhrp { type ipv4_addr . ipv4_addr; counter; flags dynamic; size 1024; }
  set secured { type ipv4_addr . ipv4_addr; counter; flags dynamic; size 1024; }
  chain forward {
    type filter hook forward priority 0; policy accept;
    ip protocol 47 @th,16,16 0x0800 update @data { ip saddr . ip daddr }
    ip protocol 47 @th,16,16 0x2001 update @nhrp { ip saddr . ip daddr }
    ip protocol 50 update @secured { ip saddr . ip daddr }
  }
}
RULES
}

# make_node N: a namespace with eth0 on the wire and a LAN with one host address.
make_node() {
  n=$(name "$1")
  ip netns add "$n"
  ip -n wan link add "v$n" type veth peer name eth0 netns "$n"
  ip -n wan link set "v$n" master br0 up
  ip -n "$n" link set lo up
  ip -n "$n" link add lan0 type dummy
}

# document N: the router of node N. The hub has routes to the spokes' LANs, a spoke one through the hub.
document() {
  if [ "$1" = 0 ]; then
    hubs='' routes='  10.128.1.0/24: { via: 10.255.0.2 }
  10.128.2.0/24: { via: 10.255.0.3 }'
  else
    hubs=', hubs: [10.0.0.1]' routes='  10.128.0.0/16: { via: 10.255.0.1 }'
  fi
  cat <<DOCUMENT
version: 1
system: { hostname: $(name "$1") }
interfaces:
  wan: { device: eth0, zone: wan, addresses: [$(underlay "$1")/24] }
  lan: { device: lan0, zone: lan, addresses: [10.128.$1.1/24] }
mesh:
  branches: { underlay: wan, address: $(overlay "$1")/24, key: 100, ipsec: none$hubs }
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

# start_router N: routerd in the node, with the node's document as what it boots. Started again it goes on where it was.
start_router() {
  n=$(name "$1") d=$state/$n
  mkdir -p "$d/root" "$d/run"
  document "$1" >"$d/startup.yaml"
  ip netns exec "$n" unshare --uts /lab/routerd run --state "$d" --socket "$d/run/sock" --root "$d/root" >>"$d/log" 2>&1 &
  echo $! >"$d/pid"
}

stop_router() { kill "-$2" "$(cat "$state/$(name "$1")/pid")"; }

# console N WORDS...: the router's console.
console() { n=$(name "$1"); shift; ip netns exec "$n" /lab/routerd console --socket "$state/$n/run/sock" "$@"; }

# start_frr N [nhrpd options of the interface ...]: FRR's zebra and nhrpd on a tunnel made by hand.
start_frr() {
  n=$(name "$1") d=/etc/frr/$n
  ip -n "$n" address add "$(underlay "$1")/24" dev eth0
  ip -n "$n" link set eth0 up
  ip -n "$n" address add "10.128.$1.1/24" dev lan0
  ip -n "$n" link set lan0 up
  ip -n "$n" tunnel add branches mode gre key 100 ttl 64 local "$(underlay "$1")" dev eth0
  ip -n "$n" address add "$(overlay "$1")/32" dev branches
  ip -n "$n" link set branches mtu 1400 up
  ip netns exec "$n" sysctl -qw net.ipv4.ip_forward=1
  mkdir -p "$d" "/var/run/frr/$n" "/var/lib/frr/$n"
  if [ "$1" = 0 ]; then
    ip -n "$n" route add 10.128.1.0/24 via 10.255.0.2 dev branches onlink
    ip -n "$n" route add 10.128.2.0/24 via 10.255.0.3 dev branches onlink
    ip netns exec "$n" nft 'table ip lab { chain forward { type filter hook forward priority 0; iifname "branches" oifname "branches" meter pairs { ip saddr . ip daddr limit rate 4/minute burst 1 packets } log group 1 snaplen 128; }; }'
    role='ip nhrp redirect'
    first='nhrp nflog-group 1'
  else
    role="ip nhrp nhs dynamic nbma $(underlay 0)"
    first=
    ip -n "$n" route add 10.255.0.0/24 via "$(overlay 0)" dev branches onlink
    ip -n "$n" route add 10.128.0.0/16 via "$(overlay 0)" dev branches onlink
  fi
  printf '%s\ninterface branches\n ip nhrp network-id 1\n ip nhrp holdtime %s\n ip nhrp shortcut\n tunnel source eth0\n %s\n' "$first" "${HOLD:-7200}" "$role" >"$d/nhrpd.conf"
  echo "hostname $n" >"$d/zebra.conf"
  : >"$d/vtysh.conf"
  chown -R frr:frr "$d" "/var/run/frr/$n" "/var/lib/frr/$n"
  for daemon in zebra nhrpd; do
    ip netns exec "$n" /usr/lib/frr/$daemon -d -N "$n" -A 127.0.0.1 -f "$d/$daemon.conf"
  done
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

# knows N ADDRESS...: the hub's daemon has registered these overlay addresses.
knows() {
  known=$(if [ "$1" = router ]; then console 0 show mesh cache; else vty 0 show ip nhrp cache; fi); shift
  for address; do case $known in *"$address "*) ;; *) return 1 ;; esac; done
}

# shortcut N PEER: node N sends straight to the LAN of node PEER.
shortcut() { in_node "$1" ip route get "10.128.$2.1" | grep -q "via $(overlay "$2") dev branches"; }

start() { case $2 in router) start_router "$1" ;; *) start_frr "$1" ;; esac; }

# clear: ends the daemons and takes the network away, so that the next lab begins with nothing.
clear() {
  for n in hub s1 s2; do
    for pid in $(ip netns pids "$n" 2>/dev/null); do kill -9 "$pid"; done
    ip netns delete "$n" 2>/dev/null
  done
  ip netns delete wan 2>/dev/null
  rm -rf "$state" /etc/frr/hub /etc/frr/s1 /etc/frr/s2 /var/run/frr/hub /var/run/frr/s1 /var/run/frr/s2
}

# flows SET: who sent how many packets to whom, a line each.
flows() { ip netns exec wan nft list set bridge lab "$1" | tr ',' '\n' | sed -n 's/.*[^0-9.]\([0-9.]*\) \. \([0-9.]*\) counter packets \([0-9]*\).*/\1 \2 \3/p'; }
forget_flows() { for set in data nhrp secured; do ip netns exec wan nft flush set bridge lab $set; done; }
