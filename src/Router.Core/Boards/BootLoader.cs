namespace Router.Core.Boards;

/// <summary>By what a board's firmware starts from its disk.</summary>
public enum BootLoader
{
    /// <summary>GRUB in the first sectors. Only PCs have it.</summary>
    Bios,

    /// <summary>GRUB as a program on the EFI system partition.</summary>
    Uefi,

    /// <summary>That of a Raspberry Pi, which starts the kernel itself, from a partition for each slot.</summary>
    RaspberryPi,

    /// <summary>GRUB as the kernel of a guest of Xen: it lies beside the disk, on the host.</summary>
    Xen,

    /// <summary>None: whoever starts containers starts it, on a kernel of his own.</summary>
    Container,
}
