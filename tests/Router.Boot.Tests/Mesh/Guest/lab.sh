# What the commands of the mesh lab are made of; sourced by each. Node 0 is the hub, 9 the second hub, 1, 2, ... are spokes.
# Underlay 10.0.0.0/24 on a bridge in the namespace "wan"; overlay 10.255.0.0/24, node N has N+1; LAN 10.128.N.0/24.
state=/tmp/state
everybody='hub hub2 s1 s2 s3 h1 h2 nat1 nat2 names'

# The shell prefers BusyBox's own, which knows no namespaces.
ip() { /sbin/ip "$@"; }

name() { case $1 in 0) echo hub ;; 9) echo hub2 ;; *) echo "s$1" ;; esac; }
is_hub() { [ "$1" = 0 ] || [ "$1" = 9 ]; }
underlay() { echo "10.0.0.$(($1 + 1))"; }
overlay() { echo "10.255.0.$(($1 + 1))"; }
in_node() { n=$(name "$1"); shift; ip netns exec "$n" "$@"; }

# start N KIND: router or frr, or protected by IPsec.
start() {
  case $2 in
    router) start_router "$1" ;;
    protected_router) start_protected "$1" ;;
    protected_frr) (protect_frr "$1") && start_frr "$1" ;;
    *) start_frr "$1" ;;
  esac
}

# knows DAEMON N ADDRESS...: the daemon of hub N has registered these overlay addresses.
knows() {
  known=$(case $1 in *router) console "$2" show mesh cache ;; *) vty "$2" show ip nhrp cache ;; esac); shift 2
  for address; do case $known in *"$address "*) ;; *) return 1 ;; esac; done
}

forgot() { ! knows "$@"; }

# joined N...: these spokes have heard that the hub knows them, and send by it.
joined() {
  for spoke; do console "$spoke" show mesh | grep -q 'registered at [1-9]' || return 1; done
}

# shortcut N PEER: node N sends straight to the LAN of node PEER: by way of its overlay address or, as FRR does between its own for the
# address of a router itself, with the address taken for one on the link.
shortcut() {
  way=$(in_node "$1" ip route get "10.128.$2.1")
  case $way in
    *"via $(overlay "$2") dev branches"*) ;;
    *' via '*) return 1 ;;
    *) in_node "$1" ip neighbour show "10.128.$2.1" dev branches | grep -q "lladdr $(underlay "$2")" ;;
  esac
}
no_shortcut() { ! shortcut "$@"; }

# What there is to see when something did not come true.
report() {
  for n in $everybody; do
    [ -d "$state/$n" ] || continue
    echo "== $n at $(date +%T)"
    tail -n 30 "$state/$n/log" 2>/dev/null
    ip netns exec "$n" ip neighbour show dev branches 2>&1
    ip netns exec "$n" ip route show dev branches 2>&1
    [ ! -d "/var/run/frr/$n" ] || timeout 20 /sbin/ip netns exec "$n" vtysh -N "$n" -c 'show ip nhrp cache' -c 'show ip nhrp shortcut'
    [ ! -e "$state/$n/charon.log" ] || report_ipsec "$n"
  done
}
report_ipsec() {
  tail -n 60 "$state/$1/charon.log"
  (become_in "$1" "$state/$1" timeout 20 swanctl --list-sas) 2>&1
  ip netns exec "$1" ip -s xfrm state | grep -v -E '^\s(aead|auth|enc) '
  ip netns exec "$1" ip xfrm policy
}

# clear: ends the daemons and takes the network away, so that the next lab begins with nothing.
clear() {
  for n in $everybody wan; do
    [ -e "/run/netns/$n" ] || continue
    for pid in $(ip netns pids "$n"); do kill -9 "$pid"; done
    ip netns delete "$n"
  done 2>/dev/null
  rm -rf "$state" /etc/frr/* /var/run/frr/* /etc/netns
  mkdir -p "$state"
}
