using System.Text.RegularExpressions;

namespace Router.Features.SystemSettings.Build;

/// <summary>Hashes of passwords that crypt(3) of musl and of glibc both read: SHA-512 and SHA-256, with or without rounds.</summary>
internal static partial class CryptHash
{
    /// <summary>In words that stand behind the secret's name; null: it is one.</summary>
    public static string? Wrong(string text) =>
        Sha512().IsMatch(text) || Sha256().IsMatch(text)
            ? null
            : "is no hash of a password: $6$SALT$HASH or $5$SALT$HASH, as `openssl passwd -6` prints it";

    [GeneratedRegex(@"^\$6\$(rounds=[1-9][0-9]{3,8}\$)?[./0-9A-Za-z]{1,16}\$[./0-9A-Za-z]{86}$")]
    private static partial Regex Sha512();

    [GeneratedRegex(@"^\$5\$(rounds=[1-9][0-9]{3,8}\$)?[./0-9A-Za-z]{1,16}\$[./0-9A-Za-z]{43}$")]
    private static partial Regex Sha256();
}
