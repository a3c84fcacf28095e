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

# transfer FROM TO KBYTES: from host to host by TCP; says how many bytes arrived, if they are the same.
transfer() {
  mkdir -p "$state/www"
  head -c "$(($3 * 1024))" /dev/urandom >"$state/www/sent"
  [ -e "$state/h$1/httpd" ] || ip netns exec "h$1" httpd -p 5000 -h "$state/www"
  touch "$state/h$1/httpd"
  timeout 60 /sbin/ip netns exec "h$2" wget -q -O "$state/arrived" "http://10.128.$1.2:5000/sent"
  cmp "$state/www/sent" "$state/arrived" && wc -c <"$state/arrived"
}

host_reaches() { ip netns exec "h$1" ping -q -c 1 -W 1 "10.128.$2.2"; }

# ip_counter NAMESPACE NAME: one of the kernel's counters of IPv4, such as FragOKs.
ip_counter() {
  ip netns exec "$1" grep ^Ip: /proc/net/snmp | awk -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i } NR == 2 { print $at }'
}
