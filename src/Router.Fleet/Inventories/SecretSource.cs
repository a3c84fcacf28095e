using Router.Documents;

namespace Router.Fleet.Inventories;

/// <summary>
/// Where the value of a secret is to be had: one of these. Paths are relative to the inventory; <c>${NAME}</c> is filled in.
/// </summary>
public sealed record SecretSource
{
    /// <summary>A file that <c>age</c> decrypts.</summary>
    public string? Age { get; init; }

    /// <summary>The key for it; null: what <c>AGE_IDENTITY</c> names, or <c>~/.config/age/identity.txt</c>.</summary>
    public string? Identity { get; init; }

    /// <summary>A file that GnuPG decrypts.</summary>
    public string? Gpg { get; init; }

    /// <summary>A file as it is.</summary>
    public string? File { get; init; }

    /// <summary>A variable of the environment.</summary>
    public string? Environment { get; init; }

    /// <summary>A program with its arguments, which prints it.</summary>
    public ValueList<string>? Command { get; init; }

    /// <summary>How many of them were said.</summary>
    internal int Count =>
        (Age is null ? 0 : 1) + (Gpg is null ? 0 : 1) + (File is null ? 0 : 1) + (Environment is null ? 0 : 1) + (Command is null ? 0 : 1);

    /// <summary>With every text of it put through <paramref name="fill"/>.</summary>
    public SecretSource Map(Func<string, string> fill) => new()
    {
        Age = Age is null ? null : fill(Age),
        Identity = Identity is null ? null : fill(Identity),
        Gpg = Gpg is null ? null : fill(Gpg),
        File = File is null ? null : fill(File),
        Environment = Environment is null ? null : fill(Environment),
        Command = Command?.Select(fill).ToValueList(),
    };
}
