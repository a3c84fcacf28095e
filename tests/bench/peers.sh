# Peers that want a system of their own: a system bus, /run, /etc, no udev. Their packages are unpacked into a folder and laid over /usr, /etc and
# /var in a mount namespace; nothing is installed, and no service of the machine is started, asked or touched. Sourced by benchmarks.

# peer_install PACKAGE...: on this machine, and none of their services is started.
peer_install() {
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod +x "$policy"
    else
        policy=
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 || echo "not all of $* can be had" >&2
    [ -z "$policy" ] || rm -f "$policy"
}

# peer_root FOLDER PACKAGE...: the packages' files in FOLDER, with what each needs that the machine has not. Those that apt has not are named.
peer_root() {
    local root=$1 package missing
    shift
    mkdir -p "$root/packages"
    missing=$(apt-get install --simulate --no-install-recommends "$@" 2>/dev/null | sed -n 's/^Inst \([^ ]*\).*/\1/p')
    for package in $missing; do
        # What wants to be process 1 or to see devices come stays away.
        case $package in systemd* | udev | libpam* | dbus*) ;; *) (cd "$root/packages" && apt-get download -qq "$package" 2>/dev/null) || echo "apt has no $package" >&2 ;; esac
    done
    for package in "$root"/packages/*.deb; do dpkg -x "$package" "$root"; done
    for part in lib bin sbin; do
        [ ! -d "$root/$part" ] || { mkdir -p "$root/usr/$part" && cp -a "$root/$part/." "$root/usr/$part/" && rm -rf "${root:?}/$part"; }
    done
    mkdir -p "$root/usr" "$root/etc" "$root/var"
    cat >"$root/bus.conf" <<'BUS'
<busconfig>
  <type>system</type>
  <listen>unix:path=/run/dbus/system_bus_socket</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/><allow user="*"/></policy>
</busconfig>
BUS
}

# peer_of_suite FOLDER SUITE PACKAGE: a package of another release of Debian, over the same files. False: it cannot be had.
peer_of_suite() {
    local lists
    lists=$(mktemp -d)
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(apt-get indextargets --format '$(SITE)' 'Label: Debian' | head -n 1) $2 main" >"$lists/sources"
    mkdir -p "$lists/state/partial"
    (
        cd "$lists"
        other() { apt-get -qq -o Dir::Etc::sourcelist="$lists/sources" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$lists/state" -o Dir::Cache::pkgcache="$lists/packages" -o Dir::Cache::srcpkgcache="$lists/sources.cache" "$@"; }
        other -o Acquire::Languages=none update && other download "$3"
    ) >/dev/null 2>&1
    for package in "$lists/$3"_*.deb; do [ -f "$package" ] && dpkg -x "$package" "$1"; done
    local code=$?
    rm -rf "$lists"
    return $code
}

# peer ROOT NAMESPACE COMMAND...: in the network namespace, with ROOT over the machine's files and an empty /run; what it writes is forgotten.
# /sys can only be read, as in a container: so nobody waits for udev.
peer() {
    local root=$1 space=$2
    shift 2
    timeout --signal=KILL "${PEER_LIMIT:-300}" ip netns exec "$space" unshare --mount --pid --fork --kill-child --mount-proc bash -c '
        root=$1
        shift
        mount --make-rprivate /
        mount -t tmpfs none /mnt
        for part in usr etc var; do
            mkdir -p "/mnt/$part" "/mnt/$part.work"
            mount -t overlay -o "lowerdir=$root/$part:/$part,upperdir=/mnt/$part,workdir=/mnt/$part.work" none "/$part"
        done
        mount -t tmpfs none /run
        mount -o remount,bind,ro /sys
        mkdir -p /run/dbus /run/lock /run/systemd
        exec "$@"' peer "$root" "$@"
}

# Run inside by the name of this file, `bash peers.sh VERB ...`: starts a peer, waits until it is done, and ends it, so that all its CPU time is
# that of this process's children.
bus() { dbus-send --system --print-reply --reply-timeout=280000 "$@"; }
with_bus() {
    dbus-daemon --config-file="$1/bus.conf" --nofork --nopidfile 2>/dev/null &
    until [ -S /run/dbus/system_bus_socket ]; do sleep 0.02; done
}
owned() { bus --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner "string:$1" 2>/dev/null | grep -q 'boolean true'; }
finish() { for job in $(jobs -p); do kill -9 "$job"; done; wait 2>/dev/null || true; }

# firewalld ROOT [COMMAND...]: up with what is in ROOT/etc/firewalld; it answers when all of it is loaded. COMMAND is run then.
firewalld_up() {
    with_bus "$1"
    firewalld --nofork --nopid >/run/firewalld.log 2>&1 &
    until owned org.fedoraproject.FirewallD1; do kill -0 %2 2>/dev/null || { cat /run/firewalld.log >&2; return 3; }; sleep 0.1; done
    bus --dest=org.fedoraproject.FirewallD1 /org/fedoraproject/FirewallD1 org.freedesktop.DBus.Properties.Get string:org.fedoraproject.FirewallD1 string:state | grep -q RUNNING
    nft list ruleset | grep -q "$2" || { echo "firewalld has not loaded $2" >&2; tail -3 /run/firewalld.log >&2; return 3; }
}

# foomuuri_up: loaded once; no daemon stays.
foomuuri_up() { mkdir -p /var/lib/foomuuri /run/foomuuri && foomuuri start; }

# routed M: M routes and M ports of bridges are there.
routed() { [ "$(ip -4 route show | grep -c '^172\.')" -ge "$1" ] && [ "$(ip -o link show type bridge_slave | wc -l)" -ge "$1" ]; }
networkd_up() {
    /lib/systemd/systemd-networkd >/run/networkd.log 2>&1 &
    until routed "$1"; do kill -0 %1 2>/dev/null || { cat /run/networkd.log >&2; return 3; }; sleep 0.2; done
}
networkmanager_up() {
    with_bus "$2"
    NetworkManager --no-daemon >/run/nm.log 2>&1 &
    until routed "$1"; do kill -0 %2 2>/dev/null || { cat /run/nm.log >&2; return 3; }; sleep 0.2; done
}

case ${BASH_SOURCE[0]} in "$0")
    set -u
    verb=$1
    shift
    "$verb" "$@"
    code=$?
    finish
    exit $code
    ;;
esac
