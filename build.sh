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
  image BOARD    write artifacts/images/BOARD: squashfs, kernel, initramfs, disk image, manifest, lock file, bill of materials;
                 of a container an OCI image layout and a tarball in place of kernel, initramfs and disk
                 (further options as of 'routerctl image build', such as --source alpine|lab|auto)
  test           all tests: namespaces (as root) and booted images included
  check          format, analyzers, the fast tests
  soak [xen|upgrade]
                 long random series: everything broken at every step, more pairings and pairs of documents in QEMU, a verb and a kind
                 of link added to the sources and taken away again, a fleet of 200 daemons, and bytes from outside for a minute in
                 each parser (ROUTER_SURVIVAL_RUNS, ROUTER_SURVIVAL_SEED, ROUTER_FLEET and ROUTER_FUZZ_SECONDS choose); on Debian the
                 board that is a guest of Xen too, started by Xen in QEMU, and with 'xen' this alone; with 'upgrade' upgrades, resets
                 and damaged disks alone, among them 50 upgrades whose power is cut (ROUTER_CUTS, ROUTER_SEED)
  controller     publish artifacts/bin/router-controller/, which 'routerctl controller run' starts: with its runtime, not static, for this
                 machine alone
  tools [ARCHITECTURE]
                 publish artifacts/bin/routerctl and artifacts/bin/routerd, static; those of another architecture than this machine's
                 to artifacts/bin/ARCHITECTURE

Missing packages are installed when run as root on Debian, Ubuntu and Alpine; otherwise the command that does is named.
Boards are the folders of boards/. On Debian images of aarch64 are built on x86_64 as well.
Exit codes: 0 done, 1 wrong input or a failed test, 2 usage, 3 the machine failed.
HELP
}

say() { printf '==> %s\n' "$*" >&2; }
die() { code=$1; shift; printf 'build.sh: %s\n' "$*" >&2; exit "$code"; }

out=artifacts
host=$(uname -m)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
# No build server outlives this script.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
trap 'rm -rf "$out"/*.partial' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

build_debian='clang lld cmake make zlib1g-dev libpcap0.8-dev libssl-dev squashfs-tools mtools dosfstools fdisk e2fsprogs cpio
  kmod grub-common grub-pc-bin grub-efi-amd64-bin grub-xen-bin qemu-system-x86 ovmf systemd-boot-efi openssh-client ca-certificates'
# For boards of aarch64, on x86_64.
aarch64_debian='llvm qemu-system-arm qemu-efi-aarch64'
test_debian='nftables tshark iproute2 util-linux procps busybox dnsmasq-base dhcpcd-base openssh-server smbclient samba-common-bin curl crun umoci faketime
  cryptsetup-bin efitools sbsigntool openssl gnupg age inadyn pppoe natpmpc miniupnpc postgresql'
# For the soak of Xen, beside a kernel: the hypervisor, and what starts guests. None of it is installed: a machine with Xen would boot it.
xen_debian='xen-hypervisor-4.17-amd64 xen-utils-4.17 xen-utils-common xenstore-utils libxencall1 libxendevicemodel1 libxenevtchn1
  libxenforeignmemory1 libxengnttab1 libxenhypfs1 libxenmisc4.17 libxenstore4 libxentoolcore1 libxentoollog1 libbz2-1.0 libc6 libcom-err2
  libext2fs2 libfdt1 libgcc-s1 liblzma5 liblzo2-2 libncurses6 libnl-3-200 libnl-route-3-200 libtinfo6 libuuid1 libyajl2 libzstd1 zlib1g
  bash busybox-static util-linux'
build_alpine='clang lld cmake make musl-dev zlib-static libpcap-dev openssl-dev openssl-libs-static squashfs-tools mtools dosfstools sfdisk
  e2fsprogs e2fsprogs-extra cpio kmod grub grub-bios grub-efi qemu-system-x86_64 ovmf openssh-client ca-certificates coreutils'
test_alpine='nftables tshark iproute2 util-linux-misc procps-ng dnsmasq dhcpcd openssh-server samba-client samba-common-tools curl libfaketime cryptsetup openssl gnupg age inadyn'

# make_sure WHAT COMMAND: runs the command as root, otherwise names it.
make_sure() {
  [ "$(id -u)" -eq 0 ] || die 3 "$1 is missing; this installs it:
  sudo sh -c '$2'"
  say "installing $1"
  sh -c "$2" >&2 || die 3 "could not install $1; the command was: $2"
}

# prepare ARCHITECTURES [test]: host packages and the .NET SDK.
prepare() {
  foreign=$(for each in $1; do [ "$each" = "$host" ] || echo "$each"; done | sort -u); shift
  [ -z "$foreign" ] || [ "$host-$foreign" = x86_64-aarch64 ] || die 3 "images of $(echo $foreign) cannot be built on $host"
  if command -v apt-get >/dev/null; then
    # The lab repository asks apt what there is.
    ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ] || apt-get update -qq
    wanted="$build_debian ${foreign:+$aarch64_debian} ${1:+$test_debian}"
    have=" $(dpkg-query -W -f '${db:Status-Abbrev}${Package} ' 2>/dev/null)"
    missing=; for package in $wanted; do case $have in *" ii $package "*|*" hi $package "*) ;; *) missing="$missing $package" ;; esac; done
    install="apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends"
    sdk="$install curl ca-certificates && curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 --install-dir /usr/share/dotnet && ln -sf /usr/share/dotnet/dotnet /usr/bin/dotnet"
    apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1 && sdk="$install dotnet-sdk-10.0"
  elif command -v apk >/dev/null; then
    [ -z "$foreign" ] || die 3 "images of $foreign are built on $host with Debian's packages: there is no apt-get"
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

# unpack FOLDER NAME PACKAGE...: fetches Debian's packages as apt with the options of $apt knows them, into FOLDER/NAME.
unpack() {
  folder=$1 tree=$2; shift 2
  rm -rf "$folder"
  mkdir -p "$folder/debs"
  (cd "$folder/debs" && apt-get $apt download "$@") >&2 || die 3 "apt cannot fetch $*"
  for deb in "$folder"/debs/*.deb; do dpkg-deb -x "$deb" "$folder/$tree"; done
}

# cross: Debian's packages of arm64 that the daemon is linked with and that boot it, in a folder of their own. Nothing of them is installed
# here, nor does this machine's apt come to know of another architecture.
cross() {
  lists=$root/$out/cache/debs/apt/arm64
  mkdir -p "$lists/partial" "$lists.archives/partial"
  apt="-qq -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State::Lists=$lists -o Dir::State::status=/dev/null
    -o Dir::Cache=$lists.archives -o APT::Sandbox::User=root"
  if [ -z "$(find "$lists.updated" -mtime -1 2>/dev/null)" ]; then
    apt-get $apt update >&2 || die 3 "apt cannot fetch the lists of Debian's packages of arm64"
    touch "$lists.updated"
  fi
  compiler=$(dpkg-query -W -f '${Package}\n' 'libgcc-*-dev' | sort -V | tail -n 1)
  packages="libc6 libc6-dev linux-libc-dev libgcc-s1 $compiler libpcap0.8-dev libssl-dev grub-efi-arm64-bin"
  now=$(apt-get $apt --print-uris download $packages) || die 3 "apt knows no package of arm64 by one of these names: $packages"
  if unchanged "$out/cross/.aarch64" "$now"; then return; fi
  say "fetching Debian's packages of arm64"
  rm -rf "$out/cross/aarch64"
  mkdir -p "$out/cross"
  unpack "$out/cross.partial" aarch64 $packages
  # CMake looks for OpenSSL beside its headers, and not in the folder of an architecture.
  for library in ssl crypto; do ln -s "aarch64-linux-gnu/lib$library.a" "$out/cross.partial/aarch64/usr/lib/lib$library.a"; done
  for package in libc6-dev libpcap0.8-dev libssl-dev; do
    dpkg-deb --show --showformat '${source:Package} ${Version}\n' "$out"/cross.partial/debs/"$package"_*.deb
  done >"$out/cross.partial/aarch64/packages"
  mv "$out/cross.partial/aarch64" "$out/cross/aarch64"
  rm -rf "$out/cross.partial"
  printf '%s' "$now" >"$out/cross/.aarch64"
}

# has_xen: this machine's apt knows the packages of that Xen.
has_xen() { [ "$host" = x86_64 ] && apt-cache show xen-hypervisor-4.17-amd64 >/dev/null 2>&1; }

# dom0: Debian's packages of Xen and of a small system beside it, from which the test makes what starts its guest.
dom0() {
  apt='-qq -o APT::Sandbox::User=root'
  kernel=$(apt-cache depends linux-image-amd64 | sed -n 's/^ *Depends: \(linux-image-[0-9].*\)/\1/p')
  packages="$xen_debian $kernel"
  now=$(apt-get $apt --print-uris download $packages) || die 3 "apt knows no package by one of these names: $packages"
  if unchanged "$out/xen/.dom0" "$now"; then return; fi
  say "fetching Debian's packages of Xen"
  rm -rf "$out/xen"
  mkdir -p "$out/xen"
  unpack "$out/xen.partial" dom0 $packages
  depmod -b "$out/xen.partial/dom0" "$(ls "$out/xen.partial/dom0/lib/modules")"
  mv "$out/xen.partial/dom0" "$out/xen/dom0"
  rm -rf "$out/xen.partial"
  printf '%s' "$now" >"$out/xen/.dom0"
}

# publish ARCHITECTURE PROJECT NAME PATH...: one static executable, when one of the paths changed. Analyzers look at what build_all builds.
publish() {
  architecture=$1 project=$2 name=$3 bin=$out/bin rid=linux-x64 system=; shift 3
  if [ "$architecture" = aarch64 ]; then
    rid=linux-arm64
    [ "$architecture" = "$host" ] || { bin=$out/bin/$architecture system=$root/$out/cross/$architecture; cross; }
  elif [ -e /lib/ld-musl-x86_64.so.1 ] && [ ! -e /lib64/ld-linux-x86-64.so.2 ]; then
    rid=linux-musl-x64
  fi
  now="$(digest "$@" Directory.Build.props Directory.Packages.props global.json src/Static.props build.sh) $(dotnet --version)${system:+ $(sha256sum <"$out/cross/.$architecture")}"
  if unchanged "$bin/.$name" "$now" && [ -x "$bin/$name" ]; then return; fi
  say "publishing $name${system:+ for $architecture}"
  (
    if [ -n "$system" ]; then
      # What CMake found in another system is forgotten.
      rm -rf "src/$project/obj/Release/net10.0/$rid/libs"
      export CFLAGS="--target=$architecture-linux-gnu --sysroot=$system" LDFLAGS=-fuse-ld=lld OPENSSL_ROOT_DIR="$system/usr"
    fi
    dotnet publish "src/$project" -c Release -r "$rid" -o "$out/$name.partial" -v quiet -p:RunAnalyzers=false ${system:+"-p:SysRoot=$system"} >&2
  ) || die 3 "could not publish $name"
  mkdir -p "$bin"
  mv -f "$out/$name.partial/$name" "$bin/$name"
  rm -rf "$out/$name.partial"
  printf '%s' "$now" >"$bin/.$name"
}

routerd() { publish "$1" Router.Daemon routerd src/Router.Documents src/Router.Core src/Router.Features src/Router.Wire src/Router.Mesh src/Router.Linux src/Router.Api src/Router.Bundles src/Router.Console src/Router.Daemon; }
routerctl() { publish "$1" Router.Ctl routerctl src/Router.Documents src/Router.Core src/Router.Features src/Router.Wire src/Router.Bundles src/Router.Image src/Router.Api src/Router.Fleet src/Router.Ctl; }

# controller: a folder with the runtime in it, for Orleans does not go into a static executable.
controller() {
  now="$(digest src/Router.Documents src/Router.Core src/Router.Features src/Router.Api src/Router.Bundles src/Router.Fleet src/Router.Controller \
    Directory.Build.props Directory.Packages.props global.json build.sh) $(dotnet --version)"
  if unchanged "$out/bin/.router-controller" "$now" && [ -x "$out/bin/router-controller/router-controller" ]; then return; fi
  say "publishing router-controller"
  rid=linux-x64
  [ "$host" != aarch64 ] || rid=linux-arm64
  [ ! -e /lib/ld-musl-x86_64.so.1 ] || [ -e /lib64/ld-linux-x86-64.so.2 ] || rid=linux-musl-x64
  dotnet publish src/Router.Controller -c Release -r "$rid" --self-contained -o "$out/router-controller.partial" -v quiet \
    -p:RunAnalyzers=false >&2 || die 3 "could not publish router-controller"
  mkdir -p "$out/bin"
  rm -rf "$out/bin/router-controller"
  mv "$out/router-controller.partial" "$out/bin/router-controller"
  printf '%s' "$now" >"$out/bin/.router-controller"
}

# tools ARCHITECTURES: what builds images here, and the daemon of each.
tools() {
  routerctl "$host"
  routerd "$host"
  for each in $1; do
    [ "$each" = "$host" ] || (routerd "$each") || say "no daemon for $each: its images and their tests will say so"
  done
}

# boards: those that QEMU can start, and containers.
boards() { for board in $(grep -l -e '^qemu:' -e '^boot: container' boards/*/board.yaml); do board=${board%/board.yaml}; echo "${board#boards/}"; done; }

# architectures BOARD...: of each, once.
architectures() { for board; do sed -n 's/^architecture: *\([a-z0-9_]*\).*/\1/p' "boards/$board/board.yaml"; done | sort -u; }

# image BOARD: when something it is made of changed since.
image() {
  daemon=$out/bin/routerd kind=$(architectures "$1")
  [ "$kind" = "$host" ] || daemon=$out/bin/$kind/routerd
  now=$(digest boards firmware "$daemon" "$out/bin/routerctl")
  if unchanged "$out/images/$1/.inputs" "$now"; then return; fi
  "$out/bin/routerctl" image build "$1" || return
  printf '%s' "$now" >"$out/images/$1/.inputs"
}

# images: of all boards that this machine can start.
images() {
  for board in $(boards); do
    image "$board" || say "no image of $board: the boot tests will say so"
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
  tools) [ $# -le 1 ] || { usage >&2; exit 2; }
    case ${1:-$host} in x86_64|aarch64) ;; *) die 1 "no architecture $1; there is: x86_64 aarch64" ;; esac ;;
  soak) case $#${1:-} in 0|1xen|1upgrade) ;; *) usage >&2; exit 2 ;; esac ;;
  test|check|controller) [ $# -eq 0 ] || { usage >&2; exit 2; } ;;
esac
case $verb in
  run) kinds=$(architectures "$1"); prepare "$kinds"; tools "$kinds"; image "$1"; cd "$caller"; exec "$root/$out/bin/routerctl" run "$@" ;;
  image)
    kinds=$(architectures "$1"); prepare "$kinds"; tools "$kinds"; rm -f "$out/images/$1/.inputs"
    if [ $# -eq 1 ]; then image "$1"; else cd "$caller"; exec "$root/$out/bin/routerctl" image build "$@"; fi ;;
  controller)
    prepare "$host"; controller ;;
  tools)
    prepare "${1:-$host}"; routerctl "${1:-$host}"; routerd "${1:-$host}" ;;
  test)
    kinds=$(architectures $(boards)); prepare "$kinds" test; build_all; tools "$kinds"; images
    run_tests $(test_projects | grep -v Boot) Router.Boot.Tests ;;
  check)
    prepare "$host" test; build_all
    say "format"; dotnet format Router.sln --verify-no-changes --no-restore || die 1 "the format differs; 'dotnet format' mends it"
    run_tests $(test_projects | grep -Ev 'Boot|Netns') ;;
  soak)
    if [ -n "${1:-}" ]; then kinds=x86_64; else kinds=$(architectures $(boards)); fi
    prepare "$kinds" test; build_all; tools "$kinds"
    if [ "${1:-}" != upgrade ]; then
      if has_xen; then
        image xen-x86_64
        dom0
      elif [ "${1:-}" = xen ]; then
        die 3 "Xen is made of packages of Debian 12 for x86_64, which this machine's apt does not know"
      fi
    fi
    if [ "${1:-}" = xen ]; then
      run_project Router.Boot.Tests 1800 -explicit only -class '*.XenTests' -showLiveOutput
    elif [ "${1:-}" = upgrade ]; then
      image vm-x86_64
      run_project Router.Boot.Tests 14400 -explicit on -namespace Router.Boot.Tests.Upgrade -namespace Router.Boot.Tests.Modes \
        -class- '*.ArmUpgradeTests' -showLiveOutput
    else
      images
      survival Router.Daemon.Tests 5000
      survival Router.Netns.Tests 50
      survival Router.Boot.Tests 10
      run_project Router.Boot.Tests 10800 -explicit only
      run_project Router.Architecture.Tests 1800 -explicit only
      ROUTER_ROUTERD=$root/$out/bin/routerd; export ROUTER_ROUTERD
      run_project Router.Ctl.Tests 3600 -explicit only
      export ROUTER_FUZZ_SECONDS="${ROUTER_FUZZ_SECONDS:-60}"
      for project in Wire Core Api; do run_project "Router.$project.Tests" 3600 -class '*Fuzz*'; done
    fi
    conclude ;;
  -h|--help|help) usage ;;
  *) usage >&2; exit 2 ;;
esac
