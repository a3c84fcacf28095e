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
