namespace Router.Image.Audit.Elf;

/// <summary>What an ELF file is, of the types in its header.</summary>
internal enum ElfKind
{
    /// <summary>Loaded where it was linked for.</summary>
    Executable,

    /// <summary>A library, or a program that can be loaded anywhere.</summary>
    Shared,

    /// <summary>A kernel module or an object file: nothing that the kernel starts or the loader loads.</summary>
    Other,
}

/// <summary>What <c>PT_GNU_STACK</c> asks for.</summary>
internal enum StackRequest
{
    /// <summary>There is no such header; what that means is up to architecture and loader.</summary>
    Missing,
    Plain,
    Executable,
}

/// <summary>What the headers of an ELF file say of its hardening.</summary>
internal sealed record ElfFile(ElfKind Kind)
{
    /// <summary>It has a dynamic section: it is relocated when it starts, by a loader or by itself.</summary>
    public bool IsDynamic { get; init; }

    /// <summary>Addresses of imports and other tables become read-only before the program runs (<c>PT_GNU_RELRO</c>).</summary>
    public bool HasRelro { get; init; }

    /// <summary>All imports are bound before the program runs.</summary>
    public bool BindsNow { get; init; }

    /// <summary>
    /// It has calls that could be bound at their first use, for which a table stays writable unless <see cref="BindsNow"/>.
    /// </summary>
    public bool HasLazyCalls { get; init; }

    public StackRequest Stack { get; init; }

    /// <summary>A segment can be written and executed.</summary>
    public bool HasWritableCode { get; init; }

    /// <summary>The processor it is for, as <c>e_machine</c> numbers them.</summary>
    public int Machine { get; init; }

    /// <summary>Bytes of code; where there are no sections that tell it from other data, of the segments that can be executed.</summary>
    public ulong CodeSize { get; init; }

    /// <summary>Functions check a canary before they return, which the C library's <c>__stack_chk_fail</c> answers for.</summary>
    public bool ChecksStack { get; init; }

    /// <summary>A stack check would have been seen if there were one.</summary>
    public bool ShowsStackChecks { get; init; }

    /// <summary>It calls functions of the C library that know the size of their buffers (<c>__memcpy_chk</c> and such).</summary>
    public bool CallsChecked { get; init; }
}
