using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Router.Image.Apk.Repositories;

/// <summary>The name and password in a repository's address: the server is told them, and nobody else.</summary>
public static partial class RepositoryAddress
{
    /// <summary>A location as messages and manifests have it: <c>https://user:*@host/path</c>, as apk shows it.</summary>
    public static string Shown(string location) => Password().Replace(location, "$1:*@");

    /// <summary>
    /// What <c>/etc/apk/repositories</c> of an image has: the addresses that it was made from, without names and passwords. Folders of this
    /// machine are on no device: <paramref name="own"/> stand for them.
    /// </summary>
    public static string ForDevice(IEnumerable<string> locations, IReadOnlyList<string> own)
    {
        var addresses = locations.Where(location => location.Contains("://", StringComparison.Ordinal)).ToList();
        return string.Concat((addresses.Count > 0 ? addresses : own).Select(address => User().Replace(address, "://") + "\n"));
    }

    /// <summary>Null: the address has no name.</summary>
    internal static AuthenticationHeaderValue? CredentialsOf(Uri address) => address.UserInfo.Length == 0
        ? null
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));

    [GeneratedRegex("(://[^/?#:]*):[^/?#]*@")]
    private static partial Regex Password();

    [GeneratedRegex("://[^/?#]*@")]
    private static partial Regex User();
}
