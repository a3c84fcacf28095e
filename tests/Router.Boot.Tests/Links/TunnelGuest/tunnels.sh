# A router and the far ends of its tunnels, made with ip of iproute2; sourced by each command. Both are namespaces with a cable between them.
state=/tmp/tunnels

# The shell prefers BusyBox's own, which knows no namespaces.
ip() { /sbin/ip "$@"; }
inside() { ip netns exec "$@"; }

make_ends() {
  for module in 8021q sit ipip ip6_tunnel ip_gre ip6_gre l2tp_eth l2tp_ip nft_fib_inet nft_reject_inet nft_limit; do modprobe -q $module; done
  for name in router far; do ip netns add $name && ip -n $name link set lo up; done
  ip -n router link add eth0 type veth peer name port netns far
  ip -n router link add eth1 type veth peer name inner netns far
  for port in port inner; do ip -n far link set $port up; done
  inside far sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
  ip -n far address add 192.0.2.9/24 dev port
  ip -n far address add 2001:db8:f::9/64 dev port nodad
  mkdir -p $state/root $state/run

  ip -n far link add four type ipip local 192.0.2.9 remote 192.0.2.1 ttl 64
  ip -n far address add 10.90.0.9/24 dev four
  ip -n far link add broker type sit local 192.0.2.9 remote 192.0.2.1 ttl 64
  ip -n far address add 2001:db8:91::9/64 dev broker nodad
  ip -n far link add aftr type ip6tnl mode ipip6 local 2001:db8:f::9 remote 2001:db8:f::1 encaplimit none hoplimit 64
  ip -n far address add 192.0.0.1/29 dev aftr
  ip -n far link add frames type gretap local 192.0.2.9 remote 192.0.2.1 key 7 ttl 64
  ip -n far address add 10.93.0.9/24 dev frames
  ip -n far l2tp add tunnel tunnel_id 9 peer_tunnel_id 7 encap udp local 192.0.2.9 remote 192.0.2.1 udp_sport 1701 udp_dport 1701
  ip -n far l2tp add session name second tunnel_id 9 session_id 2 peer_session_id 1 cookie 0a0b0c0d peer_cookie 01020304
  ip -n far address add 10.94.0.9/24 dev second
  for link in four broker aftr frames second; do ip -n far link set $link up; done
}

# make_relay: the border relay of 6rd, with a customer of the same domain behind it.
make_relay() {
  ip -n far link add relay type sit local 192.0.2.9 ttl 64 6rd-prefix 2001:db8:6000::/36 6rd-relay_prefix 192.0.0.0/8
  ip -n far link set relay up
  ip -n far address add 2001:db8:6000:2090::1/128 dev lo nodad
  ip -n far route add 2001:db8:6000::/36 dev relay
}

# apply FILE [--dry-run]
apply() { inside router /lab/routerd apply "$@" --state $state --root $state/root --socket $state/run/sock; }

# settled FILE: applying it again has nothing to do, so that what is observed is what is desired.
settled() { [ "$(apply "$1" --dry-run 2>/tmp/noise)" = "nothing to change" ] || { apply "$1" --dry-run; cat /tmp/noise; return 1; }; }

# answers ADDRESS: some of a few packets came back; the first ones may ask for a neighbour.
answers() { inside router ping -c 5 -W 2 "$1" >/tmp/noise 2>&1 && echo answers || { cat /tmp/noise; echo silent; }; }

# told LINK: what the kernel has of it.
told() { ip -n router -d link show "$1"; }

number() { ip -n router -o link show "$1" | sed 's/:.*//'; }
