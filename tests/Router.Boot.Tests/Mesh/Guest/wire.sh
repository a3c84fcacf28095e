# The underlay: wires that count, and the nodes on them.

# count_in NAMESPACE: its bridges count what tunnels carry by who sent it to whom.
count_in() {
  ip netns exec "$1" nft -f - <<'RULES'
table bridge lab {
  set data { type ipv4_addr . ipv4_addr; counter; flags dynamic; size 1024; }
  set nhrp { type ipv4_addr . ipv4_addr; counter; flags dynamic; size 1024; }
  set secured { type ipv4_addr . ipv4_addr; counter; flags dynamic; size 1024; }
  set in_udp { type ipv4_addr . ipv4_addr; counter; flags dynamic; size 1024; }
  chain forward {
    type filter hook forward priority 0; policy accept;
    ip protocol 47 @th,16,16 0x0800 update @data { ip saddr . ip daddr }
    ip protocol 47 @th,16,16 0x2001 update @nhrp { ip saddr . ip daddr }
    ip protocol 50 update @secured { ip saddr . ip daddr }
    udp sport 4500 @th,64,32 != 0 udp length > 9 update @in_udp { ip saddr . ip daddr }
    udp sport != 4500 udp dport 4500 @th,64,32 != 0 udp length > 9 update @in_udp { ip saddr . ip daddr }
  }
}
RULES
}

# flows SET [NAMESPACE]: who sent how many packets to whom, a line each.
flows() { ip netns exec "${2:-wan}" nft list set bridge lab "$1" | tr ',' '\n' | sed -n 's/.*[^0-9.]\([0-9.]*\) \. \([0-9.]*\) counter packets \([0-9]*\).*/\1 \2 \3/p'; }
forget_flows() { for set in data nhrp secured in_udp; do ip netns exec "${1:-wan}" nft flush set bridge lab $set; done; }

make_wan() {
  ip netns add wan
  ip -n wan link add br0 type bridge
  ip -n wan link set br0 up
  count_in wan
}

# plug NAMESPACE DEVICE [WHERE BRIDGE]: a wire from the namespace's device to a bridge, of the wan if nothing is said.
plug() {
  ip -n "${3:-wan}" link add "v$1" type veth peer name "$2" netns "$1"
  ip -n "${3:-wan}" link set "v$1" master "${4:-br0}" up
}

# make_node N [WHERE BRIDGE]: a namespace with eth0 on a wire and a LAN with one host address.
make_node() {
  n=$(name "$1")
  mkdir -p "$state/$n"
  ip netns add "$n"
  plug "$n" eth0 "${2:-wan}" "${3:-br0}"
  ip -n "$n" link set lo up
  ip -n "$n" link add lan0 type dummy
}

# at N ADDRESS/LENGTH [GATEWAY]: where the node is on the underlay, if not on the wan itself.
at() { echo "$2" >"$state/$(name "$1")/address"; echo "${3:-}" >"$state/$(name "$1")/gateway"; }
address() { cat "$state/$(name "$1")/address" 2>/dev/null || echo "$(underlay "$1")/24"; }
gateway() { cat "$state/$(name "$1")/gateway" 2>/dev/null; }

# unplug N, replug N: the node's cable.
unplug() { ip -n wan link set "v$(name "$1")" down; }
replug() { ip -n wan link set "v$(name "$1")" up; }
