# Nodes that are run by FRR's zebra and nhrpd, on a tunnel made by hand.

frr_link() {
  ip -n "$n" address add "$(underlay "$1")/24" dev eth0
  ip -n "$n" link set eth0 up
  ip -n "$n" address add "10.128.$1.1/24" dev lan0
  ip -n "$n" link set lan0 up
  ip -n "$n" tunnel add branches mode gre key 100 ttl 64 local "$(underlay "$1")" dev eth0
  ip -n "$n" address add "$(overlay "$1")/32" dev branches
  ip -n "$n" link set branches mtu 1400 up
  ip netns exec "$n" sysctl -qw net.ipv4.ip_forward=1
}

frr_hub() {
  ip -n "$n" route add 10.128.1.0/24 via 10.255.0.2 dev branches onlink
  ip -n "$n" route add 10.128.2.0/24 via 10.255.0.3 dev branches onlink
  ip netns exec "$n" nft 'table ip lab { chain forward { type filter hook forward priority 0; iifname "branches" oifname "branches" meter pairs { ip saddr . ip daddr limit rate 4/minute burst 1 packets } log group 1 snaplen 128; }; }'
  first='nhrp nflog-group 1' role='ip nhrp redirect'
}

frr_spoke() {
  ip -n "$n" route add 10.255.0.0/24 via "$(overlay 0)" dev branches onlink
  ip -n "$n" route add 10.128.0.0/16 via "$(overlay 0)" dev branches onlink
  first='' role="ip nhrp nhs dynamic nbma $(underlay 0)"
}

# start_frr N
start_frr() {
  n=$(name "$1") d=/etc/frr/$n
  frr_link "$1"
  if is_hub "$1"; then frr_hub; else frr_spoke; fi
  mkdir -p "$d" "/var/run/frr/$n" "/var/lib/frr/$n"
  printf '%s\ninterface branches\n ip nhrp network-id 1\n ip nhrp holdtime %s\n ip nhrp shortcut\n tunnel source eth0\n %s\n' "$first" "${HOLD:-7200}" "$role" >"$d/nhrpd.conf"
  echo "hostname $n" >"$d/zebra.conf"
  : >"$d/vtysh.conf"
  chown -R frr:frr "$d" "/var/run/frr/$n" "/var/lib/frr/$n"
  for daemon in zebra nhrpd; do
    ip netns exec "$n" /usr/lib/frr/$daemon -d -N "$n" -A 127.0.0.1 -f "$d/$daemon.conf"
  done
}

vty() { n=$(name "$1"); shift; timeout 20 /sbin/ip netns exec "$n" vtysh -N "$n" -c "$*"; }
