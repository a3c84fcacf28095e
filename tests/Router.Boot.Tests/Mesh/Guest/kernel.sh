# What daemons do to the kernel, and it to them.

# start_outside PEERS: a hub for so many in the machine's own namespace.
start_outside() {
  d=$state/outside
  mkdir -p "$d/root" "$d/run"
  ip link add outside0 type dummy
  cat >"$d/startup.yaml" <<DOCUMENT
version: 1
interfaces:
  wan: { device: outside0, zone: wan, addresses: [10.9.0.1/24] }
mesh:
  branches: { underlay: wan, address: 10.255.0.1/24, key: 100, ipsec: none, peers: $1 }
DOCUMENT
  unshare --uts /lab/routerd run --state "$d" --socket "$d/run/sock" --root "$d/root" >"$d/log" 2>&1 &
  echo $! >"$d/pid"
}

# sealed N: the node has a whole firewall of ours.
sealed() { in_node "$1" nft list table inet router | grep -q 'chain fingerprint_'; }

# neighbour_limit N: so many neighbours the kernel keeps at most.
neighbour_limit() { [ "$(cat /proc/sys/net/ipv4/neigh/default/gc_thresh3)" = "$1" ]; }

stop_outside() { kill -9 "$(cat "$state/outside/pid")"; ip link delete branches; ip link delete outside0; nft flush ruleset; }

# wakings N: how often a thread of the node's daemon began to wait so far.
wakings() { cat /proc/"$(cat "$state/$(name "$1")/pid")"/task/*/status | awk '/^voluntary_ctxt_switches/ { n += $2 } END { print n + 0 }'; }

# log_wire: the kernel's log has each NHRP packet of the wan, with the time. Seconds since boot, from whom, to whom:
log_wire() {
  sysctl -qw net.netfilter.nf_log_all_netns=1
  dmesg -c >/dev/null
  ip netns exec wan nft 'insert rule bridge lab forward ip protocol 47 @th,16,16 0x2001 log prefix "nhrp "'
}
logged_wire() { dmesg | sed -n 's/^\[ *\([0-9.]*\)\] nhrp .* SRC=\([0-9.]*\) DST=\([0-9.]*\) .*/\1 \2 \3/p'; }

# mark TEXT, marked TEXT: a line in the kernel's log, and when it was written.
mark() { echo "mark $1" >/dev/kmsg; }
marked() { dmesg | sed -n "s/^\[ *\([0-9.]*\)\] mark $1\$/\1/p"; }
