namespace Router.Core.Boards;

/// <summary>What an image's audit looks for in each file.</summary>
public enum Hardening
{
    /// <summary>An ELF file can be read.</summary>
    Elf,

    /// <summary>A program is loaded at an address that nobody can foretell.</summary>
    Pie,

    /// <summary>Functions with buffers notice when one ran over.</summary>
    StackProtector,

    /// <summary>The addresses of called functions are read-only before the program runs.</summary>
    Relro,

    /// <summary>No memory can be written and executed.</summary>
    NoExec,

    /// <summary>Calls of the C library check the size of buffers. Told, never asked for: not every C library has such calls.</summary>
    Fortify,

    Setuid,

    Setgid,

    WorldWritable,

    /// <summary>The kernel gives whoever runs a file capabilities.</summary>
    Capabilities,
}
