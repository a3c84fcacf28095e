# IPsec in the mesh lab; sourced after lab.sh. Each node has an IKE daemon of its own: one that finds its own /run, and the file
# that the node's routerd wrote.

psk=/tmp/psk

# protected N: the router of node N, with the words of "ipsec" from the file of that name in the lab's state, or a key for all.
protected() {
  words='{ psk: !secret mesh }'
  [ ! -e "$state/ipsec.$(name "$1")" ] || words=$(cat "$state/ipsec.$(name "$1")")
  document "$1" | sed "s|ipsec: none|ipsec: $words|" | sed "$(cat "$state/sed.$(name "$1")" 2>/dev/null)"
}

# become N COMMAND...: in the node, with a /run of its own, in place of this shell. apart N COMMAND...: the same beside it.
become() {
  n=$(name "$1"); shift
  mkdir -p "$state/$n/own"
  exec /sbin/ip netns exec "$n" unshare --mount --uts sh -c 'mount --bind "$0" /run && exec "$@"' "$state/$n/own" "$@"
}
apart() { (become "$@"); }

# start_protected N: routerd with a protected mesh, and charon as its service would be.
start_protected() {
  n=$(name "$1") d=$state/$n
  mkdir -p "$d/root" "$d/own" "$d/secrets"
  chmod 711 "$state" "$d" "$d/own"
  [ -e "$d/secrets/mesh" ] || echo "a key that all of the lab's routers share" >"$d/secrets/mesh"
  protected "$1" >"$d/startup.yaml"
  start_routerd "$1"
  until_true 20 test -s "$d/root/etc/strongswan.conf"
  start_charon "$1"
}

# start_routerd N, stop_router N SIGNAL: the daemon alone.
start_routerd() {
  n=$(name "$1") d=$state/$n
  become "$1" /lab/routerd run --state "$d" --socket "$d/own/sock" --root "$d/root" >>"$d/log" 2>&1 &
  echo $! >"$d/pid"
}

# start_charon N, stop_charon N SIGNAL
start_charon() {
  n=$(name "$1") d=$state/$n
  sed 's|^  syslog {|  filelog {\n    lab {\n      path = '"$d"'/charon.log\n      default = 1\n      flush_line = yes\n    }\n  }\n  syslog {|' "$d/root/etc/strongswan.conf" >"$d/strongswan.conf"
  : >>"$d/charon.log"
  chmod 666 "$d/charon.log"
  STRONGSWAN_CONF=$d/strongswan.conf become "$1" "$charon" >>"$d/charon.out" 2>&1 &
  echo $! >"$d/charon.pid"
}
stop_charon() { kill "-$2" "$(cat "$state/$(name "$1")/charon.pid")"; }
charon=/usr/lib/strongswan/charon
[ -x $charon ] || charon=/usr/lib/ipsec/charon

# ask N WORDS...: the router's console. swan N WORDS...: strongSwan's own.
ask() { n=$(name "$1"); shift; ip netns exec "$n" /lab/routerd console --socket "$state/$n/own/sock" "$@"; }
swan() { n=$1; shift; apart "$n" swanctl "$@"; }

# known ADDRESS...: the hub has registered these overlay addresses.
known() {
  known=$(ask 0 show mesh cache)
  for address; do case $known in *"$address "*) ;; *) return 1 ;; esac; done
}

# lab N...: hub and spokes, protected; done when the hub knows the spokes.
protected_lab() {
  make_wan
  for node; do make_node "$node"; done
  for node; do start_protected "$node"; done
}

# clear_protected: ends everything, the IKE daemons too, and forgets keys.
clear_protected() { clear; }

# tunnel N ADDRESS STATE: what node N says of its tunnel to this underlay address.
tunnel() { ask "$1" show mesh --json | tr '{' '\n' | grep -q "\"nbma\": *\"$2\".*\"state\": *\"$3\""; }

# end_tunnels N ADDRESS: as if the negotiation's end had come, from node N.
end_tunnels() {
  for id in $(swan "$1" --list-sas | sed -n "/remote .* @ $2\[/!{h;d};x;s/.*: #\([0-9]*\),.*/\1/p"); do swan "$1" --terminate --ike-id "$id"; done
}

no_shortcut() { ! shortcut "$1" "$2"; }

kill_routerd() { kill -9 "$(cat "$state/$(name "$1")/pid")"; }

# loaded N ADDRESS COUNT: a packet each hundredth of a second, beside what is done meanwhile. load_ended N: waits, and says what came of it.
loaded() {
  n=$(name "$1")
  ip netns exec "$n" ping -c "$3" -i 0.01 -W 3 -I "10.128.$1.1" "$2" >"$state/$n/load" 2>&1 &
  echo $! >"$state/$n/load.pid"
}
load_ended() {
  n=$(name "$1")
  while kill -0 "$(cat "$state/$n/load.pid")" 2>/dev/null; do sleep 0.1; done
  tail -3 "$state/$n/load"
}

# first_packet_to_shortcut N PEER: from the first packet that node N sends to the LAN of node PEER until its route is the short one.
first_packet_to_shortcut() {
  n=$(name "$1") d=$state/$n
  ip -ts -n "$n" monitor route >"$d/routes" & monitor=$!
  sleep 0.3
  began=$(date +%s.%N)
  in_node "$1" ping -c 1 -I "10.128.$1.1" "10.128.$2.1" >/dev/null
  until_true 20 shortcut "$1" "$2"
  sleep 0.2
  kill $monitor
  cat "$d/routes"
  sed -n "s/^\[\(.*\)\] 10.128.$2.*via $(overlay "$2").*/\1/p" "$d/routes" | head -1 | tr 'T' ' ' >"$d/shortcut.at"
  ended=$(date -d "$(cut -d. -f1 "$d/shortcut.at")" +%s).$(cut -d. -f2 "$d/shortcut.at")
  echo "$began $ended" | awk '{ printf "took %.1f ms\n", ($2 - $1) * 1000 }'
}
