# A line by PPPoE on the image's kernel; sourced by each command. The router is the namespace "router" with a port eth0 and a LAN, the
# provider the namespace "isp" with RP-PPPoE's server on VLAN 7 of the other end; whoever calls is asked by CHAP.
state=/tmp/state
lines=/etc/ppp/lines

# The shell prefers BusyBox's own, which knows no namespaces.
ip() { /sbin/ip "$@"; }
inside() { ip netns exec router "$@"; }
isp() { ip netns exec isp "$@"; }
console() { timeout 60 /sbin/ip netns exec router /lab/routerd console --socket $state/run/sock "$@"; }

report() {
  tail -n 30 $state/log /var/log/messages 2>/dev/null
  inside ip address
  inside ip route
}

make_lab() {
  for module in 8021q pppoe ppp_async nft_nat nft_masq nft_fib_inet nft_reject_inet nft_limit; do modprobe -q $module; done
  syslogd -O /var/log/messages
  for place in isp router host; do ip netns add $place; done
  ip -n isp link add port0 type veth peer name eth0 netns router
  ip -n isp link set port0 up
  ip -n isp link add link port0 name calls type vlan id 7
  ip -n isp link set calls up
  ip -n isp link set lo up
  ip -n router link set lo up
  ip -n router link add eth1 type veth peer name eth0 netns host
  ip -n host link set eth0 up
  ip -n host address add 10.1.0.80/24 dev eth0
  ip -n host route add default via 10.1.0.1
  ip netns exec host nc -ll -p 443 -e echo "the host inside" &
  mkdir -p $state/root $state/run $state/secrets $lines /run/router/resolv.d
  cp /lab/pppoe /lab/pppoe-server /usr/sbin/
  echo 'cpe-1@isp * "right one" *' >/etc/ppp/chap-secrets
  chmod 600 /etc/ppp/chap-secrets
  printf '%s\n' require-chap 'lcp-echo-interval 5' 'lcp-echo-failure 3' 'ms-dns 198.51.100.53' +ipv6 >/etc/ppp/provider
}

document() {
  cat <<'DOCUMENT'
version: 2
interfaces:
  line: { device: eth0 }
  fibre: { vlan: 7, on: line }
  wan: { pppoe: { user: cpe-1@isp, password: !secret isp }, on: fibre, zone: wan }
  lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }
firewall:
  policies: { lan -> wan: accept, router -> wan: accept }
  nat:
    masquerade: [wan]
    forwards: { web: { from: wan, service: https, to: 10.1.0.80 } }
DOCUMENT
}

# make_router: the daemon in its namespace, which makes links, firewall and the files of the line. Sessions and the log are the guest's own.
make_router() {
  mkdir -p $state/root/run $state/root/var/log
  ln -s /run/router $state/root/run/router
  ln -s /var/log/messages $state/root/var/log/messages
  printf 'right one' >$state/secrets/isp
  chmod -R go= $state/secrets
  document >$state/startup.yaml
  /sbin/ip netns exec router unshare --uts /lab/routerd run --state $state --socket $state/run/sock --root $state/root >>$state/log 2>&1 &
  until_true 120 test -s $state/root$lines/fibre.secret
  until_true 60 console show pppoe
  cp -p $state/root$lines/fibre* $lines/
}

# serve ADDRESS: the provider answers, and gives this address.
serve() {
  /sbin/ip netns exec isp pppoe-server -F -I calls -C bras-3 -L 203.0.113.1 -R "$1" -N 1 -O /etc/ppp/provider >/tmp/provider.log 2>&1 &
  echo $! >/tmp/provider
}

# fall_silent: the provider is gone at once, without a word to whoever called.
fall_silent() { for pid in $(ip netns pids isp); do kill -9 "$pid"; done; }

# call: the line, as its service starts it. hang_up: its end.
call() {
  /sbin/ip netns exec router /usr/libexec/router/pppoe-line fibre >/tmp/line.log 2>&1 &
  echo $! >/tmp/line
}
hang_up() {
  kill "$(cat /tmp/line)"
  until_true 30 line_ended
}
line_ended() { ! [ -d "/proc/$(cat /tmp/line)" ] || grep -q '^State:.Z' "/proc/$(cat /tmp/line)/status"; }

has_address() { inside ip -4 -o address show dev wan | grep -qF "inet $1 peer 203.0.113.1/32"; }
has_default_route() { inside ip route | grep -q '^default dev wan proto dhcp'; }
is_gone() { ! inside ip link show dev wan; }
logged() { grep -qF "$1" /var/log/messages; }

# reaches_inside ADDRESS: who is outside has an answer of the host inside at the line's address.
reaches_inside() { echo | isp timeout 5 nc "$1" 443 | grep -qF 'the host inside'; }
