namespace Router.Image.SecureBoot;

/// <summary>An operator's three keys, and what their machines are given to know them.</summary>
internal sealed class SecureBootKeys : IDisposable
{
    /// <summary>Ends of names: a certificate, a signature list, a signed change of the variable.</summary>
    public const string CertificateEnding = ".cer", ListEnding = ".esl", ChangeEnding = ".auth";

    private readonly DateTimeOffset made;
    private readonly IReadOnlyDictionary<SecureBootVariable, SecureBootKey> keys;

    private SecureBootKeys(DateTimeOffset made, IReadOnlyDictionary<SecureBootVariable, SecureBootKey> keys) =>
        (this.made, this.keys) = (made, keys);

    /// <summary>Of every file that machines are given, for all three variables.</summary>
    public static IReadOnlyList<string> FileNames { get; } =
    [
        .. from variable in SecureBootVariable.All
           from ending in (string[])[CertificateEnding, ListEnding, ChangeEnding]
           select variable.Name + ending,
    ];

    public SecureBootKey this[SecureBootVariable variable] => keys[variable];

    /// <param name="owner">Whose keys they are, as certificates say: letters, digits, <c>-</c>.</param>
    /// <param name="now">The time that they say, too.</param>
    public static SecureBootKeys Generate(string owner, DateTimeOffset now) => new(
        now,
        SecureBootVariable.All.ToDictionary(variable => variable, variable => SecureBootKey.Generate($"{owner} {variable.Name}", now)));

    /// <summary>What machines are given, by its name: nothing of it is secret.</summary>
    public IReadOnlyDictionary<string, byte[]> Files()
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (variable, key) in keys)
        {
            var list = SignatureList.Of(key.Certificate.Span);
            files[variable.Name + CertificateEnding] = key.Certificate.ToArray();
            files[variable.Name + ListEnding] = list;
            files[variable.Name + ChangeEnding] = AuthenticatedVariable.Write(variable, list, made, keys[SignerOf(variable)]);
        }
        return files;
    }

    public void Dispose()
    {
        foreach (var key in keys.Values)
            key.Dispose();
    }

    private static SecureBootVariable SignerOf(SecureBootVariable variable) =>
        variable == SecureBootVariable.Programs ? SecureBootVariable.Exchange : SecureBootVariable.Platform;
}
