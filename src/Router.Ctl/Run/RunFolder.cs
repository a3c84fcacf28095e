using Router.Bundles;
using Router.Image.SecureBoot.Edges;
using Router.Image.Vm;

namespace Router.Ctl.Run;

/// <summary>What a run keeps below <c>artifacts/run/NAME</c>, and the image it takes from <c>artifacts/images/BOARD</c>.</summary>
internal sealed record RunFolder(string Root, string Board, string Name)
{
    public string Images => Path.Combine(Root, "artifacts", "images", Board);

    public string Kernel => Path.Combine(Images, "vmlinuz");

    public string Initramfs => Path.Combine(Images, "initramfs");

    /// <summary>Kernel and initramfs of a board for Secure Boot.</summary>
    public string Unified => Path.Combine(Images, BundleNames.UnifiedKernel);

    /// <summary>Keys that a machine for Secure Boot is given.</summary>
    public string BootKeys => Path.Combine(Images, SecureBootFolder.Name);

    public string System => Path.Combine(Images, "rootfs.squashfs");

    public string DiskImage => Path.Combine(Images, "disk.img");

    public string Example => Path.Combine(Root, "configs", "examples", "home.yaml");

    public string Folder => Path.Combine(Root, "artifacts", "run", Name);

    public string Key => Path.Combine(Folder, "key");

    public string KnownHosts => Path.Combine(Folder, "known_hosts");

    public string Secrets => Path.Combine(Folder, "secrets");

    public string Seed => Path.Combine(Folder, "seed.img");

    /// <summary>A copy of the image's, for one run.</summary>
    public string Disk => Path.Combine(Folder, "disk.img");

    /// <summary>What UEFI remembers.</summary>
    public string Variables => Path.Combine(Folder, "uefi-variables.fd");

    public string Data => Path.Combine(Folder, "data.img");

    /// <summary>Relative to the working directory where that is shorter: sockets have short names.</summary>
    public MachineFiles Machine
    {
        get
        {
            var relative = Path.GetRelativePath(Environment.CurrentDirectory, Folder);
            return new MachineFiles(relative.Length < Folder.Length ? relative : Folder);
        }
    }
}
