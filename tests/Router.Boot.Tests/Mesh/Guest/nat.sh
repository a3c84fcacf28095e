# Networks behind a NAT: nodes on a bridge br0 in the namespace, a router between it and the wire.

# make_nat N: NAT box N, 10.0.0.(100+N) on the wan, 192.168.N.1 inside. As NAT boxes do, it takes no packet for itself that nobody asked
# for: one that it took would stand in connection tracking, in the way of ours to where that came from.
make_nat() {
  n=nat$1
  mkdir -p "$state/$n"
  ip netns add "$n"
  plug "$n" eth0
  ip -n "$n" address add "10.0.0.$((100 + $1))/24" dev eth0
  ip -n "$n" link set eth0 up
  ip -n "$n" link add br0 type bridge
  ip -n "$n" address add "192.168.$1.1/24" dev br0
  ip -n "$n" link set br0 up
  count_in "$n"
  ip netns exec "$n" sysctl -qw net.ipv4.ip_forward=1
  ip netns exec "$n" nft -f - <<'RULES'
table ip nat_box {
  chain input { type filter hook input priority 0; iifname "eth0" ct state new drop; }
  chain post { type nat hook postrouting priority srcnat; oifname "eth0" masquerade; }
}
RULES
}

# make_inner N NAT: a spoke behind that NAT box.
make_inner() {
  make_node "$1" "nat$2" br0
  at "$1" "192.168.$2.$((10 + $1))/24" "192.168.$2.1"
}

# nat_forgets_after N SECONDS: what the box's connection tracking keeps of tunnels that nothing passes.
nat_forgets_after() {
  for key in timeout timeout_stream; do ip netns exec "nat$1" sysctl -qw "net.netfilter.nf_conntrack_gre_$key=$2"; done
}
