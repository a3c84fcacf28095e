# The same links in the words of ifupdown and ifupdown-ng; sourced by the benchmark. Both are taken out of their packages and not installed: each
# wants to be the machine's own, and both call their program ifup.

# fetch FOLDER: the packages' files in FOLDER/ifupdown and FOLDER/ifupdown-ng.
fetch_peers() {
    mkdir -p "$1"
    (cd "$1" && apt-get download -qq ifupdown ifupdown-ng 2>/dev/null && for name in ifupdown ifupdown-ng; do dpkg -x "$name"_*.deb "$name"; done)
}

interfaces_document() {
    awk -v m="$1" 'BEGIN {
        for (i = 0; i < m; i++) {
            printf "auto v%d\niface v%d inet manual\n  pre-up ip link add v%d type veth peer name p%d\n  up ip link set v%d up\n", i, i, i, i, i
            printf "auto p%d\niface p%d inet static\n  address 10.%d.%d.1/24\n  up ip route add 172.%d.%d.0/24 via 10.%d.%d.2\n", i, i, int(i / 256), i % 256, 16 + int(i / 256), i % 256, int(i / 256), i % 256
        }
        for (k = 0; k * 10 < m; k++) {
            printf "auto br%d\niface br%d inet static\n  pre-up ip link add br%d type bridge\n  address 10.%d.%d.1/24\n", k, k, k, 100 + int(k / 256), k % 256
            for (i = k * 10; i < m && i < k * 10 + 10; i++) printf "  up ip link set v%d master br%d\n", i, k
        }
    }'
}

# ifupdown FOLDER FILE, ifupdown_ng FOLDER FILE: all of it from nothing.
ifupdown() { rm -rf state.ifupdown && mkdir state.ifupdown && "$1/ifupdown/sbin/ifup" --all --no-loopback --no-scripts --interfaces="$2" --state-dir=state.ifupdown; }
ifupdown_ng() { rm -f state.ng && "$1/ifupdown-ng/$(cd "$1/ifupdown-ng" && ls -d usr/sbin/ifup sbin/ifup 2>/dev/null | head -1)" --auto --interfaces "$2" --state-file state.ng --executor-path "$1/ifupdown-ng/usr/libexec/ifupdown-ng"; }

# networkd_folder M FOLDER, networkmanager_folder M FOLDER: the same links in their words.
networkd_folder() {
    mkdir -p "$2"
    awk -v m="$1" -v to="$2" 'BEGIN {
        for (k = 0; k * 10 < m; k++) {
            printf "[NetDev]\nName=br%d\nKind=bridge\n", k >(to "/10-br" k ".netdev")
            printf "[Match]\nName=br%d\n[Network]\nAddress=10.%d.%d.1/24\nConfigureWithoutCarrier=yes\n", k, 100 + int(k / 256), k % 256 >(to "/20-br" k ".network")
            printf "[Match]\nName=" >(to "/30-ports" k ".network")
            for (i = k * 10; i < m && i < k * 10 + 10; i++) printf "v%d ", i >(to "/30-ports" k ".network")
            printf "\n[Network]\nBridge=br%d\nLinkLocalAddressing=no\n", k >(to "/30-ports" k ".network")
            close(to "/10-br" k ".netdev"); close(to "/20-br" k ".network"); close(to "/30-ports" k ".network")
        }
        for (i = 0; i < m; i++) {
            printf "[NetDev]\nName=v%d\nKind=veth\n[Peer]\nName=p%d\n", i, i >(to "/15-v" i ".netdev")
            printf "[Match]\nName=p%d\n[Network]\nAddress=10.%d.%d.1/24\n[Route]\nDestination=172.%d.%d.0/24\nGateway=10.%d.%d.2\n", i, int(i / 256), i % 256, 16 + int(i / 256), i % 256, int(i / 256), i % 256 >(to "/40-p" i ".network")
            close(to "/15-v" i ".netdev"); close(to "/40-p" i ".network")
        }
    }'
}

networkmanager_folder() {
    mkdir -p "$2/system-connections"
    printf '[main]\nplugins=keyfile\nno-auto-default=*\ndns=none\n[keyfile]\nunmanaged-devices=none\n[logging]\nlevel=WARN\n' >"$2/NetworkManager.conf"
    awk -v m="$1" -v to="$2/system-connections" '
    function id(kind, i) { return sprintf("00000000-0000-4000-8%03d-%012d", kind, i) }
    function file(name) { return to "/" name ".nmconnection" }
    BEGIN {
        for (k = 0; k * 10 < m; k++) {
            printf "[connection]\nid=br%d\nuuid=%s\ntype=bridge\ninterface-name=br%d\n[bridge]\nstp=false\n[ipv4]\nmethod=manual\naddress1=10.%d.%d.1/24\n[ipv6]\nmethod=disabled\n", k, id(1, k), k, 100 + int(k / 256), k % 256 >file("br" k)
            close(file("br" k))
        }
        for (i = 0; i < m; i++) {
            printf "[connection]\nid=v%d\nuuid=%s\ntype=veth\ninterface-name=v%d\nmaster=br%d\nslave-type=bridge\n[veth]\npeer=p%d\n", i, id(2, i), i, int(i / 10), i >file("v" i)
            printf "[connection]\nid=p%d\nuuid=%s\ntype=ethernet\ninterface-name=p%d\n[ethernet]\n[ipv4]\nmethod=manual\naddress1=10.%d.%d.1/24\nroute1=172.%d.%d.0/24,10.%d.%d.2\n[ipv6]\nmethod=disabled\n", i, id(3, i), i, int(i / 256), i % 256, 16 + int(i / 256), i % 256, int(i / 256), i % 256 >file("p" i)
            close(file("v" i)); close(file("p" i))
        }
    }'
    chmod 600 "$2"/system-connections/*
}
