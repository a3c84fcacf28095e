# Nodes that are run by this router's daemon.

# document N: the router of node N. A hub has routes to the spokes' LANs, a spoke one through the hub.
# HUBS are the hubs, WAY is what the spokes' route says, MESH more of the mesh's section.
document() {
  if is_hub "$1"; then
    hubs='' routes='  10.128.1.0/24: { via: 10.255.0.2 }
  10.128.2.0/24: { via: 10.255.0.3 }
  10.128.3.0/24: { via: 10.255.0.4 }'
  else
    hubs=", hubs: [${HUBS:-10.0.0.1}]" routes="  10.128.0.0/16: { ${WAY:-via: 10.255.0.1} }"
  fi
  gateway=$(gateway "$1")
  [ -z "$gateway" ] || routes="$routes
  0.0.0.0/0: { via: $gateway }"
  cat <<DOCUMENT
version: 1
system: { hostname: $(name "$1") }
interfaces:
  wan: { device: eth0, zone: wan, addresses: [$(address "$1")] }
  lan: { device: lan0, zone: lan, addresses: [10.128.$1.1/24] }
mesh:
  branches: { underlay: wan, address: ${OVERLAY:-$(overlay "$1")}/24, key: 100, ipsec: none$hubs${MESH:-} }
routes:
$routes
firewall:
  policies:
    lan -> branches: accept
    branches -> lan: accept
    branches -> branches: accept
    branches -> router: accept
DOCUMENT
}

# start_router N: routerd in the node, with the node's document as what it boots. Started again it goes on where it was. DAEMON is another
# command for it.
start_router() {
  n=$(name "$1") d=$state/$n
  mkdir -p "$d/root" "$d/run"
  document "$1" >"$d/startup.yaml"
  /sbin/ip netns exec "$n" unshare --uts ${DAEMON:-/lab/routerd} run --state "$d" --socket "$d/run/sock" --root "$d/root" >>"$d/log" 2>&1 &
  echo $! >"$d/pid"
}

# stop_router N SIGNAL: and waits for its end.
stop_router() {
  pid=$(cat "$state/$(name "$1")/pid")
  kill "-$2" "$pid"
  while [ -d "/proc/$pid" ] && ! grep -q '^State:.Z' "/proc/$pid/status"; do sleep 0.02; done
}

# console N WORDS...: the router's console.
console() { n=$(name "$1"); shift; timeout 20 /sbin/ip netns exec "$n" /lab/routerd console --socket "$state/$n/run/sock" "$@"; }

# shows N TEXT WORDS...: what the console says to these words has the text in it.
shows() { n=$1 text=$2; shift 2; console "$n" "$@" | grep -qF -- "$text"; }
