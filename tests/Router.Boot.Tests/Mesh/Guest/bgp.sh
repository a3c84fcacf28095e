# Routing over the mesh by BGP, in the mesh lab.

# bgp_document N [INTERFACE...]: the router of node N, with a further LAN for each interface. No route stands in it.
bgp_document() {
  local node=$1; shift
  document "$node" | sed -e 's/key: 100/key: 100, bgp: { as: 65000 }/' -e '/^routes:/,/^firewall:/{/^firewall:/!d}' >/tmp/document
  for lan; do
    sed -i "/^mesh:/i\\  $lan: { dummy: true, zone: lan, addresses: [10.129.$node.1/24] }" /tmp/document
  done
  cat /tmp/document
}

# start_bgp N: routerd with BGP's document, then FRR.
start_bgp() {
  local n=$(name "$1") d=$state/$(name "$1")
  prepare_bgp "$d"
  bgp_document "$1" >"$d/startup.yaml"
  ip netns exec "$n" unshare --uts /lab/routerd run --state "$d" --socket "$d/run/sock" --root "$d/root" >>"$d/log" 2>&1 &
  echo $! >"$d/pid"
  until_true 60 test -s "$d/root/etc/frr/bgpd.conf" || { tail -20 "$d/log"; console "$1" show services; return 1; }
  run_bgp "$n" "$d"
}

# prepare_bgp FOLDER: what routerd needs there. run_bgp NAMESPACE FOLDER: FRR as the services' scripts start it, with the files that routerd wrote there.
prepare_bgp() {
  mkdir -p "$1/root/run/frr" "$1/root/usr/share" "$1/run" /etc/frr
  cp -r /usr/share/router "$1/root/usr/share/"
}
run_bgp() {
  mkdir -p "/var/run/frr/$1" "/etc/frr/$1"
  cp "$2/root/etc/frr/"* "/etc/frr/$1/"
  chown -R frr:frr "/var/run/frr/$1" "/etc/frr/$1"
  for daemon in zebra bgpd; do
    ip netns exec "$1" /usr/lib/frr/$daemon -d -N "$1" -A 127.0.0.1 -P 0 -f "/etc/frr/$1/$daemon.conf"
  done
}

# reload_bgp N: what the service's reload does, with the file that routerd wrote since.
reload_bgp() {
  local n=$(name "$1") new=$state/$(name "$1")/root/etc/frr/bgpd.conf
  /usr/libexec/router/bgp-changes "/etc/frr/$n/bgpd.conf" "$new" >/tmp/changes || return
  cat /tmp/changes
  ip netns exec "$n" vtysh -N "$n" -d bgpd -f /tmp/changes || return
  cp "$new" "/etc/frr/$n/bgpd.conf"
}

# route N PREFIX VIA: the node's kernel has this route, by BGP.
route() { in_node "$1" ip route show "$2" proto bgp | grep -q "via $3 dev branches"; }

# session N ADDRESS: how often the session with this neighbour began and ended; fails when it is down.
session() { vty "$1" "show bgp summary json" | sed -n "/\"$2\"/,/}/{/Established\|Dropped/p}" | grep -A9 '"Established"'; }

# why_bgp N: what there is to see when a route did not come.
why_bgp() {
  for what in "show bgp summary" "show bgp ipv4 unicast" "show running-config"; do vty "$1" "$what"; done
  in_node "$1" ip route show
}
