#!/bin/sh
# run.sh ROUTERCTL [DEVICES]: pushes one configuration to as many addresses of loopback, where one sshd answers for a router
# each, first when all are on another configuration, then when all have it. Wants root, sshd and GNU time.
set -eu
routerctl=$(realpath "$1")
devices=${2:-100}
config=$(realpath "$(dirname "$0")/../../../configs/examples/minimal.yaml")
folder=$(mktemp -d)
trap 'kill "$(cat "$folder/pid")"; rm -rf "$folder"' EXIT
cd "$folder"
ssh-keygen -q -t ed25519 -N '' -f host
ssh-keygen -q -t ed25519 -N '' -f key
cp "$config" router.yaml

# A router that keeps its document in a file by its address, and takes every commit.
cat > router <<'ROUTER'
#!/bin/sh
folder=$1
set -- $SSH_CONNECTION
state=$folder/state-$3
set -- $SSH_ORIGINAL_COMMAND
case "$1 $2" in
"show configuration")
    if [ -e "$state" ]; then cat "$state"; else printf '%s' '{"text":"old\n"}'; fi ;;
"commit-file "*)
    { printf '{"text":"'; sed 's/\\/\\\\/g; s/"/\\"/g; s/$/\\n/' | tr -d '\n'; printf '"}'; } > "$state"
    : > "$state-waits"
    echo '{"generation":null,"confirmBefore":"2100-01-01T00:00:00Z","plan":["~ step"],"advice":[],"milliseconds":1}' ;;
"confirm "*)
    rm -f "$state-waits"
    echo '{"generation":5,"confirmBefore":null,"plan":[],"advice":[],"milliseconds":1}' ;;
"show version")
    waits=null generation=5
    [ ! -e "$state-waits" ] || { waits='"2100-01-01T00:00:00Z"'; generation=null; }
    printf '{"product":"","hostname":"","board":"","source":"","image":null,"kernel":"","uptimeSeconds":1,"ready":true,"servicesReady":true,'
    echo '"configuration":{"generation":'$generation',"by":"","at":null,"comment":null,"confirmBefore":'$waits',"notes":[]}}' ;;
esac
ROUTER
chmod +x router

cat > sshd_config <<CONFIG
ListenAddress 0.0.0.0:2299
HostKey $folder/host
AuthorizedKeysFile $folder/key.pub
ForceCommand $folder/router $folder
StrictModes no
UsePAM no
PasswordAuthentication no
MaxStartups 20000
PidFile $folder/pid
LogLevel ERROR
CONFIG
mkdir -p /run/sshd
"$(command -v sshd || echo /usr/sbin/sshd)" -f sshd_config
echo "* $(cut -d' ' -f1,2 host.pub)" > known
{
    printf 'port: 2299\nuser: root\nconfig: router.yaml\ndevices:\n'
    i=0
    while [ "$i" -lt "$devices" ]; do
        echo "  r$i: { address: 127.2.$((i / 200)).$((1 + i % 200)) }"
        i=$((i + 1))
    done
} > inventory.yaml

for round in changed unchanged; do
    /usr/bin/time -f "$round: %e s, client CPU %U + %S s, %M KiB" \
        "$routerctl" push --inventory inventory.yaml --identity key --known-hosts known --answer-timeout 120 2> time | tail -1
    tail -1 time
done
