# Pairs of documents on the image's kernel; sourced by each command. The router is the namespace "router" with ports eth0 to eth3.
state=/tmp/state

# The shell prefers BusyBox's own, which knows no namespaces.
ip() { /sbin/ip "$@"; }
inside() { ip netns exec router "$@"; }

make_router() {
  for module in 8021q bonding vrf vxlan wireguard ip_gre ip6_gre nft_nat nft_masq nft_fib_inet nft_reject_inet nft_limit; do modprobe -q $module; done
  ip netns add router
  ip netns add others
  ip -n router link set lo up
  for port in 0 1 2 3; do
    ip -n router link add eth$port type veth peer name port$port netns others
    ip -n others link set port$port up
  done
  mkdir -p $state/root $state/run $state/secrets
  echo sJACMShI4r+9qzNxpmQ5JeZRMb1JhVizzk+Gq0hehkU= >$state/secrets/tunnel
  echo eAjUpG2o6BbSREyeSoYnwM04SXkuaFV8+3O2HmCsCFA= >$state/secrets/other
  chmod -R go= $state/secrets
}

# apply FILE [--dry-run]: in the namespace; the host name is the guest's.
apply() { inside /lab/routerd apply "$@" --state $state --root $state/root --socket $state/run/sock; }

# seen: all that the kernel has of links, VLANs of bridges' ports, addresses, routes, rules and the firewall. Left out is what no document says:
# the numbers of links and hardware addresses of those that were made again, timers and carriers, what a counter has counted, and whether a port
# that is in no bridge or bond is up (one that a document no longer names stays as it is; of the others "settled" knows).
seen() {
  # Links that come with a module.
  inside ip -d -o link show | grep -v -E "^[0-9]+: (gre0|gretap0|erspan0|ip6gre0|ip6tnl0|sit0|tunl0)@" | sed 's/^[0-9]*: //; s/\\/ /g' | awk '{
    line = ""
    for (i = 1; i <= NF; i++) {
      if ($i ~ /^(link\/[a-z]+|brd|bridge_id|designated_root|root_id|address|queue_id|state|mode|group|qlen|qdisc|active_slave|perm_hwaddr|peer_notify_delay|root_port|root_path_cost|designated_bridge|designated_port|designated_cost|ad_[a-z_]+|mii_status|link_failure_count|[a-z_]*timer|gso_[a-z0-9_]+|gro_[a-z0-9_]+|tso_[a-z0-9_]+|promiscuity|allmulti|link-netns|link-netnsid|fdb_n_learned|prefsrc_timer)$/) { i++; continue }
      if ($i ~ /^<.*>$/ && /^eth/ && !/ master /) continue
      if ($i ~ /^<.*>$/) $i = ($i ~ /[<,]UP[,>]/) ? "up" : "down"
      line = line " " $i
    }
    print line
  }' | sort
  inside bridge vlan show
  inside ip -o address show | sed 's/^[0-9]*: //; s/\\.*//' | grep -v 'inet6 fe80' | awk '{ gsub(/ (tentative|noprefixroute|dadfailed)/, ""); print }' | sort -s -k 1,1
  for family in -4 -6; do
    inside ip $family route show table all | grep -v -e 'fe80' -e 'ff00::' -e 'table local' | sed 's/ linkdown//; s/ dead//; s/ pref medium//; s/ *$//' | sort
    inside ip $family rule show
  done
  inside nft list table inet router 2>/dev/null | sed 's/packets [0-9]* bytes [0-9]*//; s/chain fingerprint.*//'
  hostname
  cat $state/root/etc/hostname
}

# crowd: somebody else's chains at the input hook, as many as the kernel takes beside the router's own (1,024 a hook): it refuses a table of
# the router's that is loaded whole, and takes changes within the one that it has.
crowd() {
  for count in 1023 1022 1021 1020; do
    { echo 'table inet crowd {'; for chain in $(seq $count); do echo "chain c$chain { type filter hook input priority 100; }"; done; echo '}'; } |
      inside nft -f - 2>/tmp/noise && return
  done
  cat /tmp/noise
  return 1
}

# same NAME WHAT: what is seen now is what was kept under that name.
same() { seen >/tmp/now; cmp -s "$1" /tmp/now || { echo "$2:"; diff "$1" /tmp/now; return 1; }; }

# settled FILE: applying it again has nothing to do, so that what is observed is what is desired.
settled() { apply "$1" --dry-run >/tmp/again 2>/tmp/noise && [ "$(cat /tmp/again)" = "nothing to change" ] || { echo "again $1:"; cat /tmp/again /tmp/noise; return 1; }; }

# refused WHAT FILE: the file is not applied, and everything is taken back; 2 when it was applied.
refused() {
  if apply "$2" >/tmp/tried 2>&1; then echo "$1: was applied"; return 2; fi
  grep -q 'everything was taken back' /tmp/tried || { echo "$1:"; cat /tmp/tried; return 1; }
  same /tmp/a "$1: after the failure" || return 1
  echo "$1" >>/tmp/refusals
}

# touches WORD FILE: applying the file has a step of that kind.
touches() { apply "$2" --dry-run 2>/dev/null | grep -q "^[-+~] $1 "; }

# without_files COMMAND...: while no file below the root can be written.
without_files() {
  mount --bind $state/root $state/root && mount -o remount,bind,ro $state/root
  "$@"
  code=$?
  umount $state/root
  return $code
}

# crowded FOLDER: b is refused, but where it changes the table without loading it anew; then a brings back what was.
crowded() {
  crowd || return
  refused firewall "$1/b.yaml" >/tmp/refusal
  code=$?
  inside nft delete table inet crowd
  if [ $code = 2 ]; then
    apply "$1/a.yaml" >/tmp/tried 2>&1 && same /tmp/a "back from a change within the table"
  else
    cat /tmp/refusal
    return $code
  fi
}

# with_twin FILE FOLDER: somebody else has a link that b wants to make.
with_twin() {
  . "$2/twin"
  seen >/tmp/a
  refused twin "$1"
  code=$?
  inside ip link delete twin
  seen >/tmp/a
  return $code
}

# pair FOLDER: from a.yaml to b.yaml and back; on the way failures in front (the kernel refuses the firewall), in the middle (somebody else has the
# link that twin names), and at the end (no file can be written), where there is a step of that kind.
pair() {
  apply "$1/a.yaml" >/tmp/tried 2>&1 || { echo "a:"; cat /tmp/tried; return 1; }
  settled "$1/a.yaml" || return 1
  seen >/tmp/a
  if touches firewall "$1/b.yaml"; then crowded "$1" || return 1; fi
  if [ -s "$1/twin" ]; then with_twin "$1/b.yaml" "$1" || return 1; fi
  if touches file "$1/b.yaml"; then without_files refused files "$1/b.yaml" || return 1; fi
  apply "$1/b.yaml" >/tmp/tried 2>&1 || { echo "b:"; cat /tmp/tried; return 1; }
  settled "$1/b.yaml" || return 1
  apply "$1/a.yaml" >/tmp/tried 2>&1 || { echo "back:"; cat /tmp/tried; return 1; }
  settled "$1/a.yaml" || return 1
  same /tmp/a "there and back"
}

# pairs: a line each, with what was wrong.
pairs() {
  : >/tmp/refusals
  for folder in /lab/pairs/*; do
    if said=$(pair "$folder"); then echo "good ${folder##*/}"; else echo "bad ${folder##*/}: $said"; fi
  done
  for kind in firewall twin files; do echo "refused $kind $(grep -c $kind /tmp/refusals)"; done
}
