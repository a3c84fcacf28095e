# Protected meshes. Each node has an IKE daemon of its own: one that finds its own /run, and the file that the node's routerd wrote.
charon=/usr/lib/strongswan/charon
[ -x $charon ] || charon=/usr/lib/ipsec/charon

# protected N: the document of node N, with a key that all share or with what the file "ipsec" of its folder says.
protected() {
  words='{ psk: !secret mesh }'
  [ ! -e "$state/$(name "$1")/ipsec" ] || words=$(cat "$state/$(name "$1")/ipsec")
  document "$1" | sed "s|ipsec: none|ipsec: $words|"
}

# secret N NAME VALUE
secret() {
  mkdir -p "$state/$(name "$1")/secrets"
  echo "$3" >"$state/$(name "$1")/secrets/$2"
}

# become_in NAMESPACE FOLDER COMMAND...: there, with a /run of its own in the folder, in place of this shell. become N COMMAND...: in the node.
# apart N COMMAND...: the same beside it.
become_in() {
  local n=$1 d=$2; shift 2
  mkdir -p "$d/own"
  exec /sbin/ip netns exec "$n" unshare --mount --uts sh -c 'mount --bind "$0" /run && exec "$@"' "$d/own" "$@"
}
become() {
  n=$(name "$1"); shift
  become_in "$n" "$state/$n" "$@"
}
apart() { (become "$@"); }

# start_protected N: routerd with a protected mesh, and charon as its service would be.
start_protected() {
  n=$(name "$1") d=$state/$n
  mkdir -p "$d/root" "$d/run"
  # charon drops its rights and has to come by here.
  chmod 711 "$state" "$d"
  [ -e "$d/secrets/mesh" ] || secret "$1" mesh 'a key that all of the lab share'
  protected "$1" >"$d/startup.yaml"
  start_routerd "$1"
  until_true 60 test -s "$d/root/etc/strongswan.conf"
  start_charon "$1"
}

# start_routerd N: the daemon alone. start_charon N, kill_charon N: strongSwan alone; run_charon NAMESPACE FOLDER: likewise.
start_routerd() {
  d=$state/$(name "$1")
  become "$1" /lab/routerd run --state "$d" --socket "$d/run/sock" --root "$d/root" >>"$d/log" 2>&1 &
  echo $! >"$d/pid"
}
start_charon() { run_charon "$(name "$1")" "$state/$(name "$1")"; }
run_charon() {
  STRONGSWAN_CONF=$2/root/etc/strongswan.conf become_in "$1" "$2" $charon >>"$2/charon.log" 2>&1 &
  echo $! >"$2/charon.pid"
}
kill_charon() { kill -9 "$(cat "$state/$(name "$1")/charon.pid")"; }

# protected_lab N...: these nodes on a new wire.
protected_lab() {
  make_wan
  for node; do make_node "$node"; done
  for node; do start_protected "$node"; done
}

# swan N WORDS...: strongSwan's own tool.
swan() { n=$1; shift; apart "$n" swanctl "$@" 2>/dev/null; }

# tunnel N ADDRESS STATE: what node N says of a tunnel with this underlay address. again N ADDRESS: strongSwan itself has one.
tunnel() { console "$1" show mesh --json | tr -d '\n' | tr '{' '\n' | grep "\"nbma\": *\"$2\"" | grep -q "\"state\": *\"$3\""; }
again() { swan "$1" --list-sas | tr -d '\n' | grep -q "@ $2\\[.*INSTALLED"; }

# tunnels N ADDRESS: the numbers of the negotiations with this underlay address.
tunnels() {
  swan "$1" --list-sas | awk -v at="@ $2[" '/^[^ ].*: #/ { id = $2; gsub(/[#,]/, "", id) } /^  remote / && index($0, at) { print id }'
}
end_tunnels() { for id in $(tunnels "$1" "$2"); do swan "$1" --terminate --ike-id "$id"; done; }
rekey_tunnels() {
  swan "$1" --rekey --child branches
  for id in $(tunnels "$1" "$2"); do swan "$1" --rekey --ike-id "$id"; done
}

# events N TEXT: node N told this of its mesh.
events() { console "$1" show mesh events | grep -qF -- "$2"; }

# log_secured, logged_secured: as log_wire, of encrypted packets.
log_secured() {
  sysctl -qw net.netfilter.nf_log_all_netns=1
  dmesg -c >/dev/null
  ip netns exec wan nft 'insert rule bridge lab forward ip protocol 50 log prefix "secured "'
}
logged_secured() { dmesg | sed -n 's/^\[ *\([0-9.]*\)\] secured .* SRC=\([0-9.]*\) DST=\([0-9.]*\) .*/\1 \2 \3/p'; }

# protect_frr N: strongSwan beside FRR, which knows nothing of it. Whatever GRE the kernel wants to send brings a tunnel up, to anybody who has
# the key, and goes in clear to nobody.
protect_frr() {
  local n=$(name "$1") d=$state/$(name "$1")
  mkdir -p "$d/root/etc"
  cat >"$d/root/etc/strongswan.conf" <<'FILE'
charon {
  load = random nonce openssl aes sha1 sha2 hmac kdf gcm curve25519 pem pkcs1 pkcs8 x509 pubkey constraints kernel-netlink socket-default vici
  install_routes = no
  close_ike_on_child_failure = yes
}
FILE
  cat >"$d/swanctl.conf" <<FILE
connections {
  gre {
    version = 2
    local_addrs = $(underlay "$1")
    remote_addrs = 0.0.0.0/0
    proposals = aes128gcm16-prfsha256-x25519
    mobike = no
    unique = never
    local { auth = psk }
    remote { auth = psk }
    children { gre { mode = transport
      local_ts = dynamic[gre]
      remote_ts = dynamic[gre]
      esp_proposals = aes128gcm16-x25519
      start_action = trap } }
  }
}
secrets { ike { secret = "a key that all of the lab share" } }
FILE
  start_charon "$1"
  until_true 60 loaded_swan "$1"
}
loaded_swan() { swan "$1" --load-all --noprompt --file "$state/$(name "$1")/swanctl.conf"; }
