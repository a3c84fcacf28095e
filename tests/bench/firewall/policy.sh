# One policy of N port forwards and N addresses, in the words of each contender; sourced by benchmarks. eth0 is outside, eth1 inside.

# document N [MORE]: N forwards and N addresses, and one forward more.
document() {
    awk -v n="$1" -v more="${2:-0}" '
    function address(i) { return sprintf("20.%d.%d.%d", int(i * 3 / 65536), int(i * 3 / 256) % 256, i * 3 % 256 + 1 - (i * 3 % 256 == 255)) }
    BEGIN {
        print "version: 1\nsystem: { hostname: bench }\ninterfaces:"
        print "  wan: { device: eth0, zone: wan, addresses: [198.51.100.1/24] }\n  lan: { device: eth1, zone: lan, addresses: [10.0.255.254/16] }"
        print "firewall:\n  policies: { lan -> wan: accept, lan -> router: [dns, ssh] }\n  sets:\n    denied:"
        for (i = 0; i < n; i += 2) print "      - " address(i)
        print "    allowed:"
        for (i = 1; i < n; i += 2) print "      - " address(i)
        print "  rules:\n    - { name: denied, from: wan, to: lan, source: \"@denied\", action: drop }"
        print "    - { name: allowed, from: wan, to: lan, source: \"@allowed\", action: accept }"
        print "  nat:\n    masquerade: [wan]\n    forwards:"
        for (i = 0; i < n + more; i++)
            printf "      f%d: { from: wan, service: tcp/%d, to: 10.0.%d.%d, to-port: 80 }\n", i, 1100 + i, int(i / 250) % 250, i % 250 + 1
    }'
}

# The same policy in the words of ferm.
ferm_document() {
    awk -v n="$1" '
    function address(i) { return sprintf("20.%d.%d.%d", int(i * 3 / 65536), int(i * 3 / 256) % 256, i * 3 % 256 + 1 - (i * 3 % 256 == 255)) }
    BEGIN {
        print "domain ip {\n table filter {\n  chain INPUT { policy DROP; mod state state (ESTABLISHED RELATED) ACCEPT; interface lo ACCEPT; interface eth1 proto (tcp udp) dport 53 ACCEPT; interface eth1 proto tcp dport 22 ACCEPT; }"
        print "  chain FORWARD { policy DROP; mod state state (ESTABLISHED RELATED) ACCEPT; interface eth1 outerface eth0 ACCEPT; interface eth0 mod conntrack ctstate DNAT ACCEPT;"
        for (i = 0; i < n; i++) print "   interface eth0 outerface eth1 saddr " address(i) (i % 2 ? " ACCEPT;" : " DROP;")
        print "  }\n }\n table nat {\n  chain PREROUTING {"
        for (i = 0; i < n; i++) printf "   interface eth0 proto tcp dport %d DNAT to 10.0.%d.%d:80;\n", 1100 + i, int(i / 250) % 250, i % 250 + 1
        print "  }\n  chain POSTROUTING { outerface eth0 MASQUERADE; }\n }\n}"
    }'
}

# And of iptables-restore, which is what ufw keeps and loads.
ufw_document() {
    awk -v n="$1" '
    function address(i) { return sprintf("20.%d.%d.%d", int(i * 3 / 65536), int(i * 3 / 256) % 256, i * 3 % 256 + 1 - (i * 3 % 256 == 255)) }
    BEGIN {
        print "*filter\n:ufw-user-input - [0:0]\n:ufw-user-output - [0:0]\n:ufw-user-forward - [0:0]\n:ufw-user-limit - [0:0]\n:ufw-user-limit-accept - [0:0]"
        print ":ufw-user-logging-input - [0:0]\n:ufw-user-logging-output - [0:0]\n:ufw-user-logging-forward - [0:0]\n### RULES ###"
        for (i = 0; i < n; i++)
            print "\n### tuple ### route:" (i % 2 ? "allow" : "deny") " any any 0.0.0.0/0 any " address(i) " in_eth0!out_eth1\n-A ufw-user-forward -i eth0 -o eth1 -s " address(i) (i % 2 ? " -j ACCEPT" : " -j DROP")
        print "\n### END RULES ###\nCOMMIT"
    }'
    awk -v n="$1" 'BEGIN {
        print "*nat\n:PREROUTING ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]"
        for (i = 0; i < n; i++) printf "-A PREROUTING -i eth0 -p tcp --dport %d -j DNAT --to-destination 10.0.%d.%d:80\n", 1100 + i, int(i / 250) % 250, i % 250 + 1
        print "-A POSTROUTING -o eth0 -j MASQUERADE\nCOMMIT"
    }' >>"$2"
}

ufw_folder() {
    rm -rf ufw
    mkdir -p ufw
    cp -r /etc/ufw ufw/etc
    sed -i 's/^ENABLED=.*/ENABLED=yes/' ufw/etc/ufw.conf
    ufw_document "$1" ufw/nat >ufw/etc/user.rules
    cat ufw/nat ufw/etc/before.rules >ufw/before && mv ufw/before ufw/etc/before.rules
}

# firewalld_folder N FOLDER: the same in the words of firewalld, with sets.
firewalld_folder() {
    mkdir -p "$2/zones" "$2/policies" "$2/ipsets"
    printf '<zone target="DROP">\n  <interface name="eth0"/>\n  <masquerade/>\n' >"$2/zones/wan.xml"
    awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "  <forward-port port=\"%d\" protocol=\"tcp\" to-port=\"80\" to-addr=\"10.0.%d.%d\"/>\n", 1100 + i, int(i / 250) % 250, i % 250 + 1; print "</zone>" }' >>"$2/zones/wan.xml"
    printf '<zone target="DROP">\n  <interface name="eth1"/>\n  <service name="dns"/>\n  <service name="ssh"/>\n</zone>\n' >"$2/zones/lan.xml"
    printf '<policy target="ACCEPT">\n  <ingress-zone name="lan"/>\n  <egress-zone name="wan"/>\n</policy>\n' >"$2/policies/lan-wan.xml"
    printf '<policy target="DROP">\n  <ingress-zone name="wan"/>\n  <egress-zone name="lan"/>\n  <rule family="ipv4"><source ipset="denied"/><drop/></rule>\n  <rule family="ipv4"><source ipset="allowed"/><accept/></rule>\n</policy>\n' >"$2/policies/wan-lan.xml"
    for first in 0 1; do
        awk -v n="$1" -v first=$first '
        function address(i) { return sprintf("20.%d.%d.%d", int(i * 3 / 65536), int(i * 3 / 256) % 256, i * 3 % 256 + 1 - (i * 3 % 256 == 255)) }
        BEGIN { print "<ipset type=\"hash:ip\">\n  <option name=\"maxelem\" value=\"262144\"/>"; for (i = first; i < n; i += 2) print "  <entry>" address(i) "</entry>"; print "</ipset>" }' >"$2/ipsets/$([ $first = 0 ] && echo denied || echo allowed).xml"
    done
    printf 'DefaultZone=wan\nCleanupOnExit=no\nFirewallBackend=nftables\n' >"$2/firewalld.conf"
}

# foomuuri_folder N FOLDER: and of foomuuri, a rule an entry.
foomuuri_folder() {
    mkdir -p "$2"
    awk -v n="$1" '
    function address(i) { return sprintf("20.%d.%d.%d", int(i * 3 / 65536), int(i * 3 / 256) % 256, i * 3 % 256 + 1 - (i * 3 % 256 == 255)) }
    BEGIN {
        print "zone {\n  localhost\n  public\n  wan eth0\n  lan eth1\n}\nlan-localhost {\n  tcp 22 53\n  udp 53\n  drop\n}\nlocalhost-lan {\n  accept\n}\nlocalhost-wan {\n  accept\n}\nlan-wan {\n  accept\n}\nwan-lan {"
        for (i = 0; i < n; i++) print "  saddr " address(i) (i % 2 ? " accept" : " drop")
        print "  ct_status dnat accept\n  drop\n}\nsnat {\n  saddr 10.0.0.0/8 oifname eth0 masquerade\n}\ndnat {"
        for (i = 0; i < n; i++) printf "  iifname eth0 tcp %d dnat to 10.0.%d.%d:80\n", 1100 + i, int(i / 250) % 250, i % 250 + 1
        print "}"
    }' >"$2/bench.conf"
}
