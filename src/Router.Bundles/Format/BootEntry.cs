namespace Router.Bundles.Format;

/// <summary>What the boot loader reads of a slot: the part of the kernel's command line that its image brings.</summary>
public static class BootEntry
{
    /// <summary>In a slot's folder; a slot without it starts nothing.</summary>
    public const string FileName = "entry.cfg";

    /// <param name="line">See <see cref="IsLine"/>.</param>
    public static string Of(string line) => $"set line='{line}'\n";

    /// <summary>Whether the boot loader takes it as it is.</summary>
    public static bool IsLine(string line) => line.AsSpan().IndexOfAny('\'', '\n') < 0;
}
