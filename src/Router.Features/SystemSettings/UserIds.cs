using System.Text;

namespace Router.Features.SystemSettings;

/// <summary>
/// The user id that a login name has on every router, so that the owners of files on a disk keep their meaning: 10000
/// and the 32-bit FNV-1a hash of the name modulo 50000.
/// </summary>
public static class UserIds
{
    public static uint Of(string name)
    {
        var hash = 2166136261u;
        foreach (var unit in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ unit) * 16777619u);
        return 10000 + (hash % 50000);
    }
}
