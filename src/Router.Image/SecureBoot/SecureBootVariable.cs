namespace Router.Image.SecureBoot;

/// <summary>A variable of UEFI's that holds keys (UEFI 2.10 section 32.3).</summary>
internal sealed record SecureBootVariable(string Name, Guid Vendor)
{
    /// <summary>They outlive a reset, programs and systems read them, and changes carry a signature with a time.</summary>
    public const uint Attributes = 0x27;

    private static readonly Guid Global = new("8be4df61-93ca-11d2-aa0d-00e098032b8c");

    /// <summary>Whose machine it is: signs changes of <see cref="Exchange"/>.</summary>
    public static readonly SecureBootVariable Platform = new("PK", Global);

    /// <summary>Who may change what is started: signs changes of <see cref="Programs"/>.</summary>
    public static readonly SecureBootVariable Exchange = new("KEK", Global);

    /// <summary>Whose programs are started.</summary>
    public static readonly SecureBootVariable Programs = new("db", new("d719b2cb-3d3a-4596-a3bc-dad00e67656f"));

    /// <summary>In the order of enrolment by hand: from the last one on, the machine takes no other keys.</summary>
    public static IReadOnlyList<SecureBootVariable> All { get; } = [Programs, Exchange, Platform];
}
