# Packets that find out.

# ping_lan N PEER COUNT INTERVAL: from LAN to LAN; says how many came back.
ping_lan() {
  in_node "$1" ping -q -c "$3" -i "$4" -W 2 -I "10.128.$1.1" "10.128.$2.1" | sed -n 's/^\([0-9]*\) packets transmitted, \([0-9]*\).*/\1 \2/p'
}

# reaches N PEER: one packet there and back.
reaches() { [ "$(ping_lan "$1" "$2" 1 1)" = '1 1' ]; }

# begin_ping N PEER, end_ping N: five packets a second in between; then as ping_lan, without the last one, whose answer may be on its way.
begin_ping() {
  d=$state/$(name "$1")
  /sbin/ip netns exec "$(name "$1")" ping -i 0.2 -W 1 -I "10.128.$1.1" "10.128.$2.1" >"$d/ping" 2>&1 &
  echo $! >"$d/ping.pid"
}
end_ping() {
  d=$state/$(name "$1")
  kill -INT "$(cat "$d/ping.pid")"
  until grep -q transmitted "$d/ping"; do sleep 0.05; done
  awk '/ seq=/ { sub(/.* seq=/, ""); seen[$1 + 0] = 1 }
    /transmitted/ { last = $1 - 1 }
    END { for (seq in seen) if (seq + 0 < last) back++; print last, back + 0 }' "$d/ping"
}
