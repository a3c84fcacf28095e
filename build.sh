#!/bin/sh
# Prepares this machine, then calls the C# tools that do the work. Every verb may be repeated at will.
set -eu
caller=$PWD
cd "$(dirname "$0")"
root=$PWD

usage() {
  cat <<'HELP'
usage: ./build.sh VERB

  run BOARD [--config FILE] [--disk FILE] [--detach]
                 build what changed, boot the image in QEMU, wait until the router is ready
  image BOARD    write artifacts/images/BOARD: squashfs, kernel, initramfs, disk image, manifest, lock file, bill of materials
                 (further options as of 'routerctl image build', such as --source alpine|lab|auto)
  test           all tests: namespaces (as root) and booted images included
  check          format, analyzers, the fast tests
  soak           long random series: everything broken at every step, more pairings and pairs of documents in QEMU, a verb and a kind
                 of link added to the sources and taken away again, and bytes from outside for a minute in each parser
                 (ROUTER_SURVIVAL_RUNS, ROUTER_SURVIVAL_SEED and ROUTER_FUZZ_SECONDS choose)
  tools          publish artifacts/bin/routerctl and artifacts/bin/routerd, static

Missing packages are installed when run as root on Debian, Ubuntu and Alpine; otherwise the command that does is named.
Boards are the folders of boards/. Exit codes: 0 done, 1 wrong input or a failed test, 2 usage, 3 the machine failed.
HELP
}

say() { printf '==> %s\n' "$*" >&2; }
die() { code=$1; shift; printf 'build.sh: %s\n' "$*" >&2; exit "$code"; }

out=artifacts
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
# No build server outlives this script.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
trap 'rm -rf "$out"/*.partial' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

build_debian='clang lld cmake make zlib1g-dev libpcap0.8-dev libssl-dev squashfs-tools mtools dosfstools fdisk e2fsprogs cpio
  kmod grub-common grub-pc-bin grub-efi-amd64-bin qemu-system-x86 ovmf openssh-client ca-certificates'
test_debian='nftables tshark iproute2 util-linux procps busybox dnsmasq-base dhcpcd-base openssh-server smbclient samba-common-bin curl'
build_alpine='clang lld cmake make musl-dev zlib-static libpcap-dev openssl-dev openssl-libs-static squashfs-tools mtools dosfstools sfdisk
  e2fsprogs e2fsprogs-extra cpio kmod grub grub-bios grub-efi qemu-system-x86_64 ovmf openssh-client ca-certificates coreutils'
test_alpine='nftables tshark iproute2 util-linux-misc procps-ng dnsmasq dhcpcd openssh-server samba-client samba-common-tools curl'

# make_sure WHAT COMMAND: runs the command as root, otherwise names it.
make_sure() {
  [ "$(id -u)" -eq 0 ] || die 3 "$1 is missing; this installs it:
  sudo sh -c '$2'"
  say "installing $1"
  sh -c "$2" >&2 || die 3 "could not install $1; the command was: $2"
}

# prepare [test]: host packages and the .NET SDK.
prepare() {
  if command -v apt-get >/dev/null; then
    # The lab repository asks apt what there is.
    ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ] || apt-get update -qq
    wanted="$build_debian ${1:+$test_debian}"
    have=" $(dpkg-query -W -f '${db:Status-Abbrev}${Package} ' 2>/dev/null)"
    missing=; for package in $wanted; do case $have in *" ii $package "*|*" hi $package "*) ;; *) missing="$missing $package" ;; esac; done
    install="apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends"
    sdk="$install curl ca-certificates && curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 --install-dir /usr/share/dotnet && ln -sf /usr/share/dotnet/dotnet /usr/bin/dotnet"
    apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1 && sdk="$install dotnet-sdk-10.0"
  elif command -v apk >/dev/null; then
    wanted="$build_alpine ${1:+$test_alpine}"
    missing=; for package in $wanted; do apk info -qe "$package" || missing="$missing $package"; done
    install="apk add -q"
    sdk="$install dotnet10-sdk"
  else
    say "neither apt-get nor apk: install yourself what these are called elsewhere: $build_debian${1:+ $test_debian}"
    missing= sdk="see https://dotnet.microsoft.com/download"
  fi
  [ -z "$missing" ] || make_sure "$(echo $missing)" "$install$missing"
  dotnet --list-sdks 2>/dev/null | grep -q '^[1-9][0-9]\.' || make_sure ".NET SDK 10" "$sdk"
}

# digest PATH...: of the contents of all files below, build output aside.
digest() { find "$@" \( -name bin -o -name obj \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum; }

# unchanged STAMP DIGEST
unchanged() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }

# publish PROJECT NAME PATH...: one static executable, when one of the paths changed.
publish() {
  project=$1 name=$2; shift 2
  now="$(digest "$@" Directory.Build.props Directory.Packages.props global.json src/Static.props build.sh) $(dotnet --version)"
  if unchanged "$out/bin/.$name" "$now" && [ -x "$out/bin/$name" ]; then return; fi
  say "publishing $name"
  rid=linux-x64; [ -e /lib/ld-musl-x86_64.so.1 ] && [ ! -e /lib64/ld-linux-x86-64.so.2 ] && rid=linux-musl-x64
  dotnet publish "src/$project" -c Release -r "$rid" -o "$out/$name.partial" -v quiet >&2 || die 3 "could not publish $name"
  mkdir -p "$out/bin"
  mv -f "$out/$name.partial/$name" "$out/bin/$name"
  rm -rf "$out/$name.partial"
  printf '%s' "$now" >"$out/bin/.$name"
}

tools() {
  publish Router.Daemon routerd src/Router.Documents src/Router.Core src/Router.Features src/Router.Wire src/Router.Mesh src/Router.Linux src/Router.Api src/Router.Console src/Router.Daemon
  publish Router.Ctl routerctl src/Router.Documents src/Router.Core src/Router.Features src/Router.Wire src/Router.Image src/Router.Api src/Router.Fleet src/Router.Ctl
}

# image BOARD: when something it is made of changed since.
image() {
  now=$(digest boards firmware "$out/bin/routerd" "$out/bin/routerctl")
  if unchanged "$out/images/$1/.inputs" "$now"; then return; fi
  "$out/bin/routerctl" image build "$1" || return
  printf '%s' "$now" >"$out/images/$1/.inputs"
}

# images: of all boards that QEMU can start.
images() {
  for board in $(grep -l '^qemu:' boards/*/board.yaml); do
    board=${board%/board.yaml}
    image "${board#boards/}" || say "no image of ${board#boards/}: the boot tests will say so"
  done
}

passed=0 failed=0 skipped=0

# run_project PROJECT SECONDS [OPTION...]: and counts. A runner that dies, or takes longer, counts as a failed test.
run_project() {
  project=$1 within=$2 report=$out/test/$1.xml; shift 2
  mkdir -p "$out/test"
  rm -f "$report"
  say "$project"
  code=0; timeout --foreground "$within" "tests/$project/bin/Debug/net10.0/$project" -noLogo -noColor -result-xml "$report" "$@" || code=$?
  [ "$code" -ne 124 ] || say "$project was ended after $within seconds"
  totals=$(grep -o '<assembly [^>]*>' "$report" 2>/dev/null || echo ' errors="1"')
  count() { echo "$totals" | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }
  bad=$(($(count failed) + $(count errors)))
  [ "$bad" -gt 0 ] || [ "$code" -eq 0 ] || [ "$(count total)" -eq 0 ] || bad=1
  passed=$((passed + $(count passed))) failed=$((failed + bad)) skipped=$((skipped + $(count skipped)))
}

# conclude: the last line counts them all.
conclude() {
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ]
}

# run_tests PROJECT...: one after the other.
run_tests() {
  for project; do run_project "$project" 3600; done
  conclude
}

# survival PROJECT RUNS: so many, if nobody has said otherwise.
survival() {
  chosen=${ROUTER_SURVIVAL_RUNS:-}
  export ROUTER_SURVIVAL_RUNS="${chosen:-$2}"
  run_project "$1" 14400 -class '*.Survival.*'
  export ROUTER_SURVIVAL_RUNS="$chosen"
}

build_all() { say "building"; dotnet build Router.sln -v quiet >&2 || die 1 "the build failed"; }
test_projects() { (cd tests && ls -d Router.*.Tests); }

verb=${1:-}; [ $# -eq 0 ] || shift
case $verb in
  run|image) case ${1:-} in ''|-*) [ "${1:-}" = --help ] || { usage >&2; exit 2; }; usage; exit 0 ;; esac
    [ -d "boards/$1" ] || die 1 "no board $1; there is: $(cd boards && echo */)" ;;
  test|check|soak|tools) [ $# -eq 0 ] || { usage >&2; exit 2; } ;;
esac
case $verb in
  run) prepare; tools; image "$1"; cd "$caller"; exec "$root/$out/bin/routerctl" run "$@" ;;
  image)
    prepare; tools; rm -f "$out/images/$1/.inputs"
    if [ $# -eq 1 ]; then image "$1"; else cd "$caller"; exec "$root/$out/bin/routerctl" image build "$@"; fi ;;
  tools) prepare; tools ;;
  test)
    prepare test; build_all; tools; images
    run_tests $(test_projects | grep -v Boot) Router.Boot.Tests ;;
  check)
    prepare test; build_all
    say "format"; dotnet format Router.sln --verify-no-changes --no-restore || die 1 "the format differs; 'dotnet format' mends it"
    run_tests $(test_projects | grep -Ev 'Boot|Netns') ;;
  soak)
    prepare test; build_all; tools; images
    survival Router.Daemon.Tests 5000
    survival Router.Netns.Tests 50
    survival Router.Boot.Tests 10
    run_project Router.Boot.Tests 7200 -explicit only
    run_project Router.Architecture.Tests 1800 -explicit only
    export ROUTER_FUZZ_SECONDS="${ROUTER_FUZZ_SECONDS:-60}"
    for project in Wire Core Api; do run_project "Router.$project.Tests" 3600 -class '*Fuzz*'; done
    conclude ;;
  -h|--help|help) usage ;;
  *) usage >&2; exit 2 ;;
esac
