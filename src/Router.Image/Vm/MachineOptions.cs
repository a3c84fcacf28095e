using Router.Core.Boards;
using Router.Image.Architectures;

namespace Router.Image.Vm;

/// <summary>The machine that QEMU is to be.</summary>
public sealed record MachineOptions
{
    /// <summary>For messages and the process list.</summary>
    public required string Name { get; init; }

    public Architecture Architecture { get; init; } = Architecture.X64;

    public required MachineBoot Boot { get; init; }

    public int MemoryMiB { get; init; } = 256;

    public int Processors { get; init; } = 1;

    /// <summary>Use the host's virtualisation; software emulation otherwise.</summary>
    public bool Kvm { get; init; }

    /// <summary>
    /// Emulated with a clock that counts instructions, a nanosecond each: what takes how long does not depend on how busy the host is. It
    /// takes one processor, and a kernel that believes the clock.
    /// </summary>
    public bool InstructionClock { get; init; }

    /// <summary>A reboot from inside ends the machine.</summary>
    public bool StopOnReboot { get; init; }

    /// <summary>In the guest's order, for each bus by itself: vda, vdb, …</summary>
    public IReadOnlyList<MachineDisk> Disks { get; init; } = [];

    /// <summary>In the guest's order: eth0, eth1, …</summary>
    public IReadOnlyList<MachineNet> Nets { get; init; } = [];

    /// <summary>
    /// A command that QEMU is started by, such as one that enters a network namespace. It has to become QEMU, not to start it.
    /// </summary>
    public IReadOnlyList<string> Enter { get; init; } = [];
}

/// <summary>What the machine boots.</summary>
public abstract record MachineBoot
{
    private MachineBoot() { }

    /// <summary>
    /// Kernel and initramfs given to QEMU, as files. <paramref name="Firmware"/> is a UEFI that starts it, for machines that have a power
    /// button with UEFI alone; null: QEMU's own way.
    /// </summary>
    public sealed record Kernel(string Image, string Initramfs, string CommandLine, string? Firmware = null) : MachineBoot;

    /// <summary>The boot loader of the first disk, by BIOS.</summary>
    public sealed record Bios : MachineBoot;

    /// <summary>The boot loader of the first disk, by UEFI; <paramref name="Firmware"/> is a file of EDK II, such as OVMF.</summary>
    public sealed record Uefi(string Firmware) : MachineBoot;

    /// <summary>
    /// The same with Secure Boot: <paramref name="Variables"/> is a file with the keys, which the firmware writes to.
    /// </summary>
    public sealed record SecureUefi(SecureBootParts Parts, string Variables) : MachineBoot;
}

/// <summary>A raw or qcow2 file. Nothing that the guest writes reaches a read-only one, which machines may share.</summary>
public sealed record MachineDisk(
    string File, DiskFormat Format = DiskFormat.Raw, bool ReadOnly = false, DiskBus Bus = DiskBus.Virtio);

public enum DiskFormat
{
    Raw,
    Qcow2,
}

/// <summary>Where a network card leads.</summary>
public abstract record MachineNet
{
    private MachineNet() { }

    /// <summary>The hardware address; null: QEMU's choice, which is the same for every machine.</summary>
    public string? Mac { get; init; }

    public NetworkCard Card { get; init; } = NetworkCard.Virtio;

    /// <summary>QEMU's own NAT, which answers DHCP and DNS: the world outside, and the way in through forwards from 127.0.0.1.</summary>
    public sealed record User(params IReadOnlyList<PortForward> Forwards) : MachineNet;

    /// <summary>A tap link that is there already.</summary>
    public sealed record Tap(string Link) : MachineNet;

    /// <summary>A port with nothing plugged in.</summary>
    public sealed record Unplugged : MachineNet;
}

/// <summary>A TCP port of the host's 127.0.0.1 and the guest's port that it leads to.</summary>
public sealed record PortForward(int HostPort, int GuestPort);
