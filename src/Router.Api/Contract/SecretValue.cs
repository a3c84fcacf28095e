namespace Router.Api.Contract;

/// <summary>What a secret may be, the same at the prompt, over standard input and in a push.</summary>
public static class SecretValue
{
    /// <summary>Bytes in UTF-8: a chain of certificates with its text, as authorities hand it out, has ten to twenty thousand.</summary>
    public const int MaximumBytes = 64 * 1024;
}
