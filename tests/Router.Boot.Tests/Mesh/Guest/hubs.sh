# Which hub is used, and where hubs are.

# uses_hub N HUB: what node N sends to the networks behind the mesh goes by that hub.
uses_hub() { in_node "$1" ip route get 10.128.77.1 | grep -q "via $(overlay "$2") dev branches"; }

# make_names NAME ADDRESS: a name server on the wire that spokes ask.
make_names() {
  ip netns add names
  mkdir -p "$state/names"
  plug names eth0
  ip -n names address add 10.0.0.53/24 dev eth0
  ip -n names link set eth0 up
  ip -n names link set lo up
  # In a namespace it is another file, which takes the place of one that is there.
  rm -f /etc/resolv.conf
  : >/etc/resolv.conf
  for n in s1 s2; do mkdir -p "/etc/netns/$n"; echo 'nameserver 10.0.0.53' >"/etc/netns/$n/resolv.conf"; done
  echo "$2 $1" >"$state/names/hosts"
  ip netns exec names dnsmasq --conf-file=/dev/null --no-resolv --no-hosts --addn-hosts="$state/names/hosts" --local-ttl=1 --user=root --pid-file="$state/names/pid"
}

# names_say NAME ADDRESS
names_say() { echo "$2 $1" >"$state/names/hosts"; kill -HUP "$(cat "$state/names/pid")"; }

# commit_document N: the node's document as it is to be now, committed at its console.
commit_document() { document "$1" >"$state/document"; console "$1" commit-file <"$state/document"; }
