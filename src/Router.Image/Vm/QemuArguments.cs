using System.Diagnostics;
using System.Globalization;

namespace Router.Image.Vm;

/// <summary>QEMU's command line for a machine. Pure.</summary>
internal static class QemuArguments
{
    public const string Program = "qemu-system-x86_64";

    /// <summary>The arguments without the program. The files are sockets and a log that QEMU makes.</summary>
    public static List<string> For(MachineOptions machine, MachineFiles files)
    {
        List<string> arguments =
        [
            "-name", Escape(machine.Name), "-nodefaults", "-no-user-config", "-display", "none", "-machine", "pc",
            "-accel", machine.Kvm ? "kvm" : machine.InstructionClock ? "tcg,thread=single,tb-size=512" : "tcg,thread=multi", "-cpu",
            machine.Kvm ? "host" : "max",
            "-m", Number(machine.MemoryMiB), "-smp", Number(machine.Processors), "-device", "virtio-rng-pci",
            "-chardev", $"socket,id=qmp,path={Escape(files.Control)},server=on,wait=off", "-mon", "chardev=qmp,mode=control",
            "-chardev", $"socket,id=serial,path={Escape(files.Serial)},server=on,wait=off,logfile={Escape(files.Log)},logappend=on",
            "-serial", "chardev:serial",
        ];
        if (machine.InstructionClock)
            arguments.AddRange("-icount", "shift=0,sleep=off");
        if (machine.StopOnReboot)
            arguments.Add("-no-reboot");
        arguments.AddRange(Boot(machine.Boot));
        foreach (var (index, disk) in machine.Disks.Index())
            arguments.AddRange(Disk(index, disk));
        foreach (var (index, net) in machine.Nets.Index())
            arguments.AddRange(Net(index, net));
        return arguments;
    }

    private static string[] Boot(MachineBoot boot) => boot switch
    {
        MachineBoot.Kernel kernel => ["-kernel", kernel.Image, "-initrd", kernel.Initramfs, "-append", kernel.CommandLine],
        MachineBoot.Bios => ["-boot", "c"],
        MachineBoot.Uefi uefi => ["-bios", uefi.Firmware],
        _ => throw new UnreachableException(),
    };

    private static string[] Disk(int index, MachineDisk disk) =>
    [
        "-drive",
        $"if=none,id=disk{index},file={Escape(disk.File)},format={(disk.Format == DiskFormat.Raw ? "raw" : "qcow2")}{(disk.ReadOnly ? ",readonly=on" : "")}",
        "-device", $"virtio-blk-pci,drive=disk{index}",
    ];

    private static string[] Net(int index, MachineNet net) =>
    [
        "-netdev",
        net switch
        {
            MachineNet.User user =>
                $"user,id=net{index}{string.Concat(user.Forwards.Select(f => $",hostfwd=tcp:127.0.0.1:{f.HostPort}-:{f.GuestPort}"))}",
            MachineNet.Tap tap => $"tap,id=net{index},ifname={Escape(tap.Link)},script=no,downscript=no",
            MachineNet.Unplugged => $"hubport,id=net{index},hubid={index}",
            _ => throw new UnreachableException(),
        },
        // Without the boot ROM: nothing boots from the network, and the firmware is through sooner.
        "-device", $"virtio-net-pci,netdev=net{index},romfile={(net.Mac is { } mac ? $",mac={mac}" : "")}",
    ];

    /// <summary>A comma inside a value is written twice.</summary>
    private static string Escape(string value) => value.Replace(",", ",,", StringComparison.Ordinal);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
