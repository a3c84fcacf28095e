namespace Router.Features.Interfaces;

/// <summary>
/// Numbers of associations for prefixes (IAID, RFC 8415, section 4.2). They follow from the name, so that a provider gives the same prefix
/// whatever else is asked for.
/// </summary>
internal static class AssociationNumbers
{
    private const uint Main = 2, Start = 2166136261, Factor = 16777619;

    /// <summary>32-bit FNV-1a; the association for addresses has 1, that of <c>ipv6 prefix</c> 2.</summary>
    public static uint Of(string name)
    {
        if (name == RequestedPrefix.Main)
            return Main;
        var hash = Start;
        foreach (var sign in name)
            hash = unchecked((hash ^ sign) * Factor);
        return hash > Main ? hash : hash + Main + 1;
    }
}
