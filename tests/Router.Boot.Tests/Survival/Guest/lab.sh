# What breaks the router and looks at it; sourced by each command.

# ends PROGRAM: whatever runs of it dies; its supervisor starts it again.
ends() {
  for process in $(pidof "${1##*/}"); do kill -9 "$process"; done 2>/dev/null
  return 0
}

missing() { mv "$1" "$1.lab" && ends "$1"; }

# instead PROGRAM LINE: a script of that one line stands in the program's place.
instead() {
  mv "$1" "$1.lab" && printf '#!/bin/sh\n%s\n' "$2" >"$1" && chmod 755 "$1" && ends "$1"
}

# What hangs can be told from every other sleep by its length.
hangs() { instead "$1" "exec sleep 601"; }

back() {
  mv -f "$1.lab" "$1" || return
  for process in $(pidof sleep); do grep -q 601 "/proc/$process/cmdline" && kill -9 "$process"; done 2>/dev/null
  return 0
}

folder() { rm -rf "$1" && mkdir -p "$1/in-the-way"; }

no_folder() { [ ! -d "$1/in-the-way" ] || rm -rf "$1"; }

garbage() { head -c 4096 /dev/urandom >"$1"; }

# The copies that generations keep go too: nothing of its value is left.
no_secret() {
  mkdir -p /data/lab
  mv "/data/router/secrets/$1" /data/lab/ && for value in /data/router/values/*; do
    cmp -s "$value" "/data/lab/$1" && mv "$value" /data/lab/
  done
  sync
}

secret_back() {
  mv "/data/lab/$1" /data/router/secrets/ && for value in /data/lab/*; do
    [ ! -f "$value" ] || mv "$value" /data/router/values/
  done
  sync
}

no_port() { basename "$(readlink "/sys/class/net/$1/device")" >/run/lab-port && cat /run/lab-port >/sys/bus/virtio/drivers/virtio_net/unbind; }

port_back() { cat /run/lab-port >/sys/bus/virtio/drivers/virtio_net/bind; }

full() { dd if=/dev/zero of=/data/lab-full bs=64k 2>/dev/null; sync; }

not_full() { rm -f /data/lab-full && sync; }

# all_mended: nothing of what is above is left.
all_mended() {
  not_full
  kill -CONT $(pidof routerd udhcpc dhcpcd) 2>/dev/null
  for program in $(find /usr /sbin /bin -name '*.lab'); do back "${program%.lab}"; done
  for folder in $(find /etc -name in-the-way ! -path '*.router-old*'); do no_folder "${folder%/in-the-way}"; done
  [ ! -e /data/lab-set ] || { rm -rf /data/router/sets/bad.txt && mv /data/lab-set /data/router/sets/bad.txt; }
  for name in anna nas mesh tunnel; do [ ! -f /data/lab/$name ] || secret_back $name; done
  [ -e /sys/class/net/eth2 ] || [ ! -f /run/lab-port ] || port_back
  end_page
}

# router_back: the base document is committed, as soon as anybody answers.
router_back() {
  for try in $(seq 30); do
    /usr/bin/router commit-file </lab/base.yaml && return
    sleep 1
  done
  return 1
}

# bare: routerd begins again on a machine with no network and no service, as at a boot.
bare() {
  kill -STOP $(pidof routerd)
  rm -f /run/router/ready
  for program in supervise-daemon $programs sshd; do ends "$program"; done
  rm -rf /run/supervise-*.pid /run/openrc/started/* /run/openrc/daemons/* /run/openrc/options/*
  nft flush ruleset
  for link in lan guests far branches; do /sbin/ip link delete $link; done 2>/dev/null
  for link in eth0 eth1 eth2; do /sbin/ip address flush dev $link && /sbin/ip link set $link down; done 2>/dev/null
  kill -9 $(pidof routerd)
}

# serve_page: a page that may be kept, at an address that is not the router's own to the proxy.
serve_page() {
  mkdir -p /run/lab-page && head -c 2000 /dev/zero | tr '\0' x >/run/lab-page/page && touch -d '2020-01-01 00:00' /run/lab-page/page
  ln -sf /bin/busybox /run/httpd && /run/httpd -p 10.0.2.15:8080 -h /run/lab-page
}

end_page() { ends httpd; }

# through_proxy: what the proxy says of the page: whether it had it. While it reads its settings it hears nobody.
through_proxy() {
  for try in $(seq 20); do
    http_proxy=http://192.168.10.1:3128 wget -S -O /dev/null http://10.0.2.15:8080/page 2>&1 | tee /run/lab-answer | grep -i 'x-cache' && return
    sleep 1
  done
  cat /run/lab-answer
  return 1
}

owners_of_frr() { stat -c '%U:%G %n' /etc/frr /etc/frr/bgpd.conf /etc/frr/zebra.conf && stat -c %U "/proc/$(pidof bgpd)"; }

programs="dnsmasq squid smbd chronyd charon zebra bgpd udhcpc dhcpcd"

# seen: what is told, and beside it which programs do not run and which files are none.
seen() {
  /usr/bin/router show version --json || return
  echo ---
  /usr/bin/router show drift --json || return
  echo ---
  for program in $programs; do pidof $program >/dev/null || echo "dead $program"; done
  find /etc -name in-the-way ! -path '*.router-old*' | sed 's|/in-the-way$||; s|^|folder |'
}
