# Hosts on the LANs of nodes, and what they send to each other.

# make_host N: a host 10.128.N.2 on the LAN of node N.
make_host() {
  n=$(name "$1")
  mkdir -p "$state/h$1"
  ip netns add "h$1"
  ip -n "$n" link delete lan0
  ip -n "$n" link add lan0 type veth peer name eth0 netns "h$1"
  ip -n "h$1" link set lo up
  ip -n "h$1" address add "10.128.$1.2/24" dev eth0
  ip -n "h$1" link set eth0 up
  ip -n "h$1" route add default via "10.128.$1.1"
}

# count_mss N BYTES: how many connections that come to the host on node N's LAN offer segments of at most so many bytes.
count_mss() { ip netns exec "h$1" nft "table ip lab { chain input { type filter hook input priority 0; tcp flags syn / syn,rst tcp option maxseg size <= $2 counter; }; }"; }
counted_mss() { ip netns exec "h$1" nft list table ip lab | sed -n 's/.*counter packets \([0-9]*\).*/\1/p'; }

# transfer FROM TO KBYTES: from host to host by TCP; says how many bytes arrived, and whether they are the same.
transfer() {
  head -c "$(($3 * 1024))" /dev/urandom >/tmp/sent
  timeout 60 /sbin/ip netns exec "h$2" nc -l -p 5000 >/tmp/arrived &
  until ip netns exec "h$2" sh -c 'grep -q :1388 /proc/net/tcp /proc/net/tcp6'; do sleep 0.05; done
  timeout 60 /sbin/ip netns exec "h$1" nc "10.128.$2.2" 5000 </tmp/sent &
  wait $!
  until_true 30 cmp /tmp/sent /tmp/arrived
  wc -c </tmp/arrived
}

host_reaches() { ip netns exec "h$1" ping -q -c 1 -W 1 "10.128.$2.2"; }

# cut_packets NAMESPACE: how many it cut into fragments.
cut_packets() { ip netns exec "$1" sh -c 'grep ^Ip: /proc/net/snmp' | { read -r names; read -r values; for name in $names; do value=${values%% *} values=${values#* }; [ $name != FragOKs ] || echo "$value"; done; }; }
