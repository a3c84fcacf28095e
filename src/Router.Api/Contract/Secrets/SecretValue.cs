using System.Text;

namespace Router.Api.Contract;

/// <summary>What the value of a secret may be, for all who take one: the console, a push, the daemon.</summary>
public static class SecretValue
{
    /// <summary>UTF-8 bytes: a chain of certificates with the text that tools write above each has some tens of thousands.</summary>
    public const int MaximumBytes = 64 * 1024;

    /// <summary>What is wrong with a value, to follow its name; null: nothing.</summary>
    public static string? Problem(string value) => value switch
    {
        "" => "has no value",
        _ when value.Contains('\0', StringComparison.Ordinal) => "has a zero byte in it; keys and certificates belong here as text (PEM)",
        _ when Encoding.UTF8.GetByteCount(value) > MaximumBytes => $"is longer than {MaximumBytes >> 10} KiB",
        _ => null,
    };
}
