# A router in a namespace, and beyond its line a server of names that is asked over TLS alone: both by the image's own programs.
state=/tmp/state
ip() { /sbin/ip "$@"; }

make_lab() {
  for n in router server; do
    ip netns add $n
    ip -n $n link set lo up
  done
  ip link add eth0 netns router type veth peer name eth0 netns server
  ip -n server address add 198.51.100.53/24 dev eth0
  ip -n server link set eth0 up
  cat >/tmp/server.conf <<'CONF'
server:
  interface: 198.51.100.53@853
  access-control: 0.0.0.0/0 allow
  username: ""
  chroot: ""
  pidfile: ""
  directory: "/tmp"
  do-daemonize: no
  tls-service-key: "/lab/server.key"
  tls-service-pem: "/lab/server.pem"
  local-data: "public.example. A 9.1.1.1"
CONF
  ip netns exec server unbound -c /tmp/server.conf >/tmp/server.log 2>&1 &
  mkdir -p $state/root $state/run /run/router /etc/unbound
  cp /lab/startup.yaml $state/
  ip netns exec router unshare --uts /lab/routerd run --state $state --socket $state/run/sock --root $state/root >$state/log 2>&1 &
  until_true 60 test -s $state/root/etc/unbound/unbound.conf || { cat $state/log; return 1; }
  /sbin/ip netns exec router dnsmasq --keep-in-foreground --conf-file=$state/root/etc/dnsmasq.conf >/tmp/dnsmasq.log 2>&1 &
  echo $! >/tmp/dnsmasq.pid
  until_true 30 hears 53
}

# ask_with SCRIPT: what becomes of a name when sed has changed unbound's file so.
ask_with() {
  sed "$1" $state/root/etc/unbound/unbound.conf >/etc/unbound/unbound.conf
  /sbin/ip netns exec router unbound -c /etc/unbound/unbound.conf >/tmp/unbound.log 2>&1 &
  asker=$!
  until_true 30 hears 5335
  # It forgets what it was told before.
  kill -HUP "$(cat /tmp/dnsmasq.pid)"
  sleep 1
  ip netns exec router busybox nslookup -type=A public.example 127.0.0.1 2>&1
  kill $asker
  wait $asker || true
}
hears() { ip netns exec router busybox netstat -lun | grep -q "127.0.0.1:$1 "; }
