using System.Diagnostics;
using System.Globalization;
using Router.Core.Boards;

namespace Router.Image.Vm;

/// <summary>QEMU's command line for a machine. Pure.</summary>
internal static class QemuArguments
{
    /// <summary>The arguments without the program. The files are sockets and a log that QEMU makes.</summary>
    public static List<string> For(MachineOptions machine, MachineFiles files)
    {
        List<string> arguments =
        [
            "-name", Escape(machine.Name), "-nodefaults", "-no-user-config", "-display", "none",
            "-machine",
            machine.Boot is MachineBoot.SecureUefi secure ? secure.Parts.QemuMachine : machine.Architecture.QemuMachine,
            "-accel", machine.Kvm ? "kvm" : machine.InstructionClock ? "tcg,thread=single,tb-size=512" : "tcg,thread=multi", "-cpu",
            machine.Kvm ? "host" : machine.Architecture.QemuProcessor,
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
        if (machine.Disks.Any(disk => disk.Bus == DiskBus.Ahci))
            arguments.AddRange("-device", "ahci,id=ahci");
        if (machine.Disks.Any(disk => disk.Bus == DiskBus.Usb) || machine.Nets.Any(net => net.Card == NetworkCard.Usb))
            arguments.AddRange("-device", "qemu-xhci,id=usb");
        var ports = 0;
        foreach (var (index, disk) in machine.Disks.Index())
            arguments.AddRange(Disk(index, disk, disk.Bus == DiskBus.Ahci ? ports++ : 0));
        foreach (var (index, net) in machine.Nets.Index())
            arguments.AddRange(Net(index, net));
        return arguments;
    }

    private static string[] Boot(MachineBoot boot) => boot switch
    {
        MachineBoot.Kernel kernel =>
        [
            .. kernel.Firmware is null ? Array.Empty<string>() : ["-bios", kernel.Firmware],
            "-kernel", kernel.Image, "-initrd", kernel.Initramfs, "-append", kernel.CommandLine,
        ],
        MachineBoot.Bios => ["-boot", "c"],
        MachineBoot.Uefi uefi => ["-bios", uefi.Firmware],
        MachineBoot.SecureUefi secure =>
        [
            "-global", "driver=cfi.pflash01,property=secure,value=on",
            "-drive", $"if=pflash,unit=0,format=raw,readonly=on,file={Escape(secure.Parts.FirmwareCode)}",
            "-drive", $"if=pflash,unit=1,format=raw,file={Escape(secure.Variables)}",
        ],
        _ => throw new UnreachableException(),
    };

    private static string[] Disk(int index, MachineDisk disk, int port) =>
    [
        "-drive",
        $"if=none,id=disk{index},file={Escape(disk.File)},format={(disk.Format == DiskFormat.Raw ? "raw" : "qcow2")}{Protection(disk)}",
        "-device",
        disk.Bus switch
        {
            DiskBus.Virtio => $"virtio-blk-pci,drive=disk{index},id={DeviceOf(index)}",
            DiskBus.Ahci => $"ide-hd,drive=disk{index},bus=ahci.{port},bootindex={index + 1}",
            DiskBus.Nvme => $"nvme,drive=disk{index},serial=disk{index},bootindex={index + 1}",
            DiskBus.Usb => $"usb-storage,drive=disk{index},bus=usb.0,bootindex={index + 1}",
            _ => throw new UnreachableException(),
        },
    ];

    /// <summary>QEMU's name of a virtio disk's device.</summary>
    public static string DeviceOf(int index) => $"device{index}";

    /// <summary>No disk of SATA or NVMe is read-only: what the guest writes is kept aside and forgotten.</summary>
    private static string Protection(MachineDisk disk) =>
        !disk.ReadOnly ? "" : disk.Bus == DiskBus.Virtio ? ",readonly=on" : ",snapshot=on";

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
        "-device", $"{Card(net.Card)},netdev=net{index}{(net.Mac is { } mac ? $",mac={mac}" : "")}",
    ];

    /// <summary>Without the boot ROM: nothing boots from the network, and the firmware is through sooner.</summary>
    private static string Card(NetworkCard card) => card switch
    {
        NetworkCard.Virtio => "virtio-net-pci,romfile=",
        NetworkCard.E1000e => "e1000e,romfile=",
        NetworkCard.Rtl8139 => "rtl8139,romfile=",
        NetworkCard.Usb => "usb-net,bus=usb.0",
        _ => throw new UnreachableException(),
    };

    /// <summary>A comma inside a value is written twice.</summary>
    private static string Escape(string value) => value.Replace(",", ",,", StringComparison.Ordinal);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
