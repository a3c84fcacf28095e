namespace Router.Image.Audit.Elf;

/// <summary>Signs of a stack protector.</summary>
internal static class StackCheck
{
    // The canary of x86-64 is at fs:0x28: bytes 64 48, mov, xor, sub or cmp, the register, 25 28 00 00 00.
    private const int Length = 9;

    /// <summary>Code that reads the canary of x86-64.</summary>
    public static bool ReadsCanary(ReadOnlySpan<byte> code)
    {
        for (var at = code.IndexOf("\x64\x48"u8); at >= 0 && code.Length - at >= Length;)
        {
            if (code[at + 2] is 0x8b or 0x33 or 0x2b or 0x3b && code[(at + 4)..].StartsWith("\x25\x28\0\0\0"u8))
                return true;
            code = code[(at + 2)..];
            at = code.IndexOf("\x64\x48"u8);
        }
        return false;
    }

    /// <summary>The function that a failed check calls, among the names of imports and exports.</summary>
    public static bool IsNamed(ReadOnlySpan<byte> names) => names.IndexOf("__stack_chk_fail\0"u8) >= 0;

    /// <summary>Names of functions with a check of their buffer: <c>__</c>, a name, <c>_chk</c>.</summary>
    public static bool HasCheckedCalls(ReadOnlySpan<byte> names)
    {
        for (var end = names.IndexOf("_chk\0"u8); end >= 0; end = names.IndexOf("_chk\0"u8))
        {
            var start = names[..end].LastIndexOf((byte)0) + 1;
            if (names[start..].StartsWith("__"u8))
                return true;
            names = names[(end + 1)..];
        }
        return false;
    }
}
