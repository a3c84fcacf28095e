# A lab of its own for families and routing domains; sourced beside lab.sh. Node 0 is the hub, 1 and 2 are spokes: namespaces f0, f1, f2 on a
# bridge in fwan. Underlay 10.0.0.0/24 and 2001:db8::/64, where node N has N+1; overlay 10.255.0.0/24 or 2001:db8:ff::/64 likewise; LANs
# 10.128.N.0/24 and 2001:db8:1N::/64.
family_state=/tmp/family

fnode() { n=$1; shift; ip netns exec "f$n" "$@"; }
fconsole() { n=$1; shift; ip netns exec "f$n" /lab/routerd console --socket "$family_state/f$n/run/sock" "$@"; }

# Addresses by family (4 or 6) and node.
outer() { if [ "$1" = 4 ]; then echo "10.0.0.$(($2 + 1))"; else echo "2001:db8::$(($2 + 1))"; fi; }
inner() { if [ "$1" = 4 ]; then echo "10.255.0.$(($2 + 1))"; else echo "2001:db8:ff::$(($2 + 1))"; fi; }
lan() { if [ "$1" = 4 ]; then echo "10.128.$2.1"; else echo "2001:db8:1$2::1"; fi; }
lans() { if [ "$1" = 4 ]; then echo "10.128.$2.0/24"; else echo "2001:db8:1$2::/64"; fi; }

# make_family_wan: the wire, which counts packets in tunnels (IPv4 and IPv6 inside) by who sent them to whom and the tunnel's key; 50 is ESP's.
make_family_wan() {
  ip netns add fwan
  ip -n fwan link add br0 type bridge
  ip -n fwan link set br0 up
  ip netns exec fwan nft -f - <<'RULES'
table bridge lab {
  set over4 { type ipv4_addr . ipv4_addr . mark; counter; flags dynamic; size 1024; }
  set over6 { type ipv6_addr . ipv6_addr . mark; counter; flags dynamic; size 1024; }
  set nhrp6 { type ipv6_addr . ipv6_addr; counter; flags dynamic; size 1024; }
  chain forward {
    type filter hook forward priority 0; policy accept;
    ip protocol 47 @th,16,16 0x0800 meta mark set @th,32,32
    ip protocol 47 @th,16,16 0x86dd meta mark set @th,32,32
    ip6 nexthdr 47 @th,16,16 0x0800 meta mark set @th,32,32
    ip6 nexthdr 47 @th,16,16 0x86dd meta mark set @th,32,32
    ip6 nexthdr 47 @th,16,16 0x2001 update @nhrp6 { ip6 saddr . ip6 daddr }
    ip6 nexthdr 50 meta mark set 50
    meta mark 0 accept
    update @over4 { ip saddr . ip daddr . meta mark }
    update @over6 { ip6 saddr . ip6 daddr . meta mark }
  }
}
RULES
}

# make_family_node N [LAN...]: eth0 on the wire, and LANs that are links to hosts of their own or, without any named, a link that leads nowhere.
make_family_node() {
  n=f$1 node=$1; shift
  ip netns add "$n"
  ip -n fwan link add "v$n" type veth peer name eth0 netns "$n"
  ip -n fwan link set "v$n" master br0 up
  ip -n "$n" link set lo up
  [ $# -gt 0 ] || ip -n "$n" link add lan0 type dummy
  for lan; do
    ip netns add "h$node$lan"
    ip -n "$n" link add "$lan" type veth peer name eth0 netns "h$node$lan"
    ip -n "h$node$lan" link set lo up
    ip -n "h$node$lan" link set eth0 up
    ip -n "h$node$lan" address add "10.128.$node.2/24" dev eth0
    ip -n "h$node$lan" route add default via "10.128.$node.1"
    ip netns exec "h$node$lan" nft 'table ip lab { chain input { type filter hook input priority 0; icmp type echo-request counter; }; }'
  done
}

# family_document N OVER INSIDE: one mesh with that outer and inner family.
family_document() {
  hubs='' routes=
  if [ "$1" = 0 ]; then
    for spoke in 1 2; do routes="$routes  $(lans "$3" $spoke): { via: '$(inner "$3" $spoke)' }
"; done
  else
    hubs=", hubs: ['$(outer "$2" 0)']"
    other=$((3 - $1))
    routes="  $(lans "$3" $other): { via: '$(inner "$3" 0)' }"
  fi
  cat <<DOCUMENT
version: 1
system: { hostname: f$1 }
interfaces:
  wan: { device: eth0, zone: wan, addresses: [10.0.0.$(($1 + 1))/24, '2001:db8::$(($1 + 1))/64'] }
  lan: { device: lan0, zone: lan, addresses: [10.128.$1.1/24, '2001:db8:1$1::1/64'] }
mesh:
  branches: { underlay: wan, transport: ipv$2, address: '$(inner "$3" "$1")/$([ "$3" = 4 ] && echo 24 || echo 64)', key: 100, ipsec: none$hubs }
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

# vrf_document N [bgp]: two meshes in VRFs with the same addresses, over an underlay that is in a third; routes stand there, or BGP tells them.
vrf_document() {
  told=${2:+, bgp: { as: 65000 \}}
  cat <<DOCUMENT
version: 1
system: { hostname: f$1 }
interfaces:
  wan: { device: eth0, zone: wan, vrf: front, addresses: [10.0.0.$(($1 + 1))/24] }
DOCUMENT
  for c in red blue; do
    [ "$1" = 0 ] || echo "  lan-$c: { device: $c-lan, zone: lan-$c, vrf: $c, addresses: [10.128.$1.1/24] }"
  done
  echo 'mesh:'
  key=100
  for c in red blue; do
    echo "  mesh-$c: { underlay: wan, vrf: $c, address: 10.255.0.$(($1 + 1))/24, key: $key, ipsec: none$told$([ "$1" = 0 ] || echo ', hubs: [10.0.0.1]') }"
    key=$((key + 100))
  done
  echo 'routing:
  vrfs:
    front: { id: 10 }'
  id=11
  for c in red blue; do
    if [ -n "$told" ]; then
      echo "    $c: { id: $id }"
    elif [ "$1" = 0 ]; then
      echo "    $c: { id: $id, routes: { 10.128.1.0/24: { via: 10.255.0.2 }, 10.128.2.0/24: { via: 10.255.0.3 } } }"
    else
      echo "    $c: { id: $id, routes: { 10.128.0.0/16: { via: 10.255.0.1 } } }"
    fi
    id=$((id + 1))
  done
  echo 'firewall:
  policies:'
  for c in red blue; do
    [ "$1" = 0 ] || echo "    lan-$c -> mesh-$c: accept
    mesh-$c -> lan-$c: accept"
    echo "    mesh-$c -> mesh-$c: accept
    mesh-$c -> router: accept"
  done
}

# start_family N COMMAND...: routerd in the node, with what the command writes as its document.
start_family() {
  n=f$1 d=$family_state/f$1; shift
  mkdir -p "$d/root" "$d/run"
  [ $# -eq 0 ] || "$@" >"$d/startup.yaml"
  ip netns exec "$n" unshare --uts /lab/routerd run --state "$d" --socket "$d/run/sock" --root "$d/root" >>"$d/log" 2>&1 &
  echo $! >"$d/pid"
}

# start_vrf_bgp N: the router of VRFs that BGP is spoken in.
start_vrf_bgp() {
  prepare_bgp "$family_state/f$1"
  start_family "$1" vrf_document "$1" bgp
  until_so 60 test -s "$family_state/f$1/root/etc/frr/bgpd.conf" && run_bgp "f$1" "$family_state/f$1"
}

# told N VRF NODE: node N knows by BGP in this VRF where the LAN of that node is.
told() { fnode "$1" /sbin/ip route show vrf "$2" "$(lans 4 "$3")" proto bgp | grep -q "dev mesh-$2"; }

# start_protected_family N OVER INSIDE: the same mesh with IPsec, and strongSwan as its service would be.
start_protected_family() {
  n=f$1 d=$family_state/f$1
  mkdir -p "$d/root" "$d/run" "$d/secrets"
  chmod 711 "$family_state" "$d"
  echo 'a key that all of the lab share' >"$d/secrets/mesh"
  family_document "$@" | sed 's/ipsec: none/ipsec: { psk: !secret mesh }/' >"$d/startup.yaml"
  become_in "$n" "$d" /lab/routerd run --state "$d" --socket "$d/run/sock" --root "$d/root" >>"$d/log" 2>&1 &
  echo $! >"$d/pid"
  until_so 60 test -s "$d/root/etc/strongswan.conf" && run_charon "$n" "$d"
}

# registered ADDRESS...: the hub's cache has them, and both spokes have heard of it.
registered() {
  known=$(fconsole 0 show mesh cache)
  for address; do [ "$(echo "$known" | grep -c "$address ")" -ge 1 ] || return 1; done
  for spoke in 1 2; do fconsole $spoke show mesh | grep -q 'registered at [1-9]' || return 1; done
}

# both_registered: the hub has both spokes in both meshes, and both have heard of it.
both_registered() {
  known=$(fconsole 0 show mesh cache)
  for address in 10.255.0.2 10.255.0.3; do [ "$(echo "$known" | grep -c "$address ")" -ge 2 ] || return 1; done
  for spoke in 1 2; do [ "$(fconsole $spoke show mesh | grep -c 'registered at [1-9]')" -ge 2 ] || return 1; done
}

# straight N INSIDE PEER [VRF]: node N sends straight to the LAN of that node.
straight() {
  fnode "$1" /sbin/ip route get ${4:+vrf $4} "$(lan "$2" "$3")" | grep -q "via $(inner "$2" "$3") dev "
}

# until_so SECONDS COMMAND...: waits for it.
until_so() {
  end=$(($(date +%s) + $1)); shift
  until "$@" >/dev/null 2>&1; do
    [ "$(date +%s)" -lt $end ] || { echo "never came true: $*"; return 1; }
    sleep 0.05
  done
}

clear_family() {
  for n in f0 f1 f2 fwan h1red h2red h1blue h2blue h1red-lan h2red-lan h1blue-lan h2blue-lan; do
    [ -e "/run/netns/$n" ] || continue
    for pid in $(ip netns pids "$n"); do kill -9 "$pid"; done
    ip netns delete "$n"
  done 2>/dev/null
  rm -rf "$family_state" /etc/frr/f? /var/run/frr/f?
}

# family_flows: who sent how many packets to whom in tunnels with which key, a line each: OVER FROM TO KEY PACKETS.
family_flows() {
  for over in 4 6; do
    ip netns exec fwan nft -n list set bridge lab over$over | tr ',' '\n' |
      sed -n "s/.*[{ \t]\([0-9a-f.:]*\) \. \([0-9a-f.:]*\) \. 0x\([0-9a-f]*\) counter packets \([0-9]*\).*/$over \1 \2 \3 \4/p"
  done
}
# told_in_clear: NHRP over IPv6 that everybody on the wire could read.
told_in_clear() { ip netns exec fwan nft list set bridge lab nhrp6 | grep counter.packets; }
forget_family_flows() { for set in over4 over6 nhrp6; do ip netns exec fwan nft flush set bridge lab $set; done; }

# asked N LAN: how many echo requests the host behind node N heard.
asked() { ip netns exec "h$1$2" nft list table ip lab | sed -n 's/.*counter packets \([0-9]*\).*/\1/p'; }

# why_family: what there is to see when something did not come true.
why_family() {
  for n in 0 1 2; do
    [ -d "$family_state/f$n" ] || continue
    echo "== f$n"
    tail -n 20 "$family_state/f$n/log"
    for topic in '' cache shortcuts events; do fconsole $n show mesh $topic; done
    fnode $n /sbin/ip -d -s link show
    fnode $n /sbin/ip neighbour show
    fnode $n /sbin/ip route show table all type unicast
    fnode $n nft list ruleset | grep -v counter
  done
  dmesg | tail -n 5
}
