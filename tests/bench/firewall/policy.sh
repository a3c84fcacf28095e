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
