namespace Router.Ctl.Importing.OpenWrt;

/// <summary>
/// Names that a document takes for entries (64 printable characters without quotes and backslashes), each one once. <paramref
/// name="kind"/>: of what has none.
/// </summary>
internal sealed class Names(string kind)
{
    private const int Longest = 60;
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    public string Of(string? there)
    {
        var plain = new string([.. (there ?? "").Select(c => c is >= ' ' and <= '~' and not ('"' or '\\') ? c : '-')]).Trim();
        var name = plain.Length == 0 ? kind : plain[..Math.Min(plain.Length, Longest)].Trim();
        var free = name;
        for (var number = 2; !taken.Add(free); number++)
            free = $"{name} {number}";
        return free;
    }
}
