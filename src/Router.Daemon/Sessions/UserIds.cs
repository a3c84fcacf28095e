using System.Text;

namespace Router.Daemon.Sessions;

/// <summary>User ids that a name always has, on every router: 10000 and the FNV-1a hash of the name modulo 50000.</summary>
internal static class UserIds
{
    public static uint Of(string name)
    {
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ octet) * 16777619u;
        return 10000 + (hash % 50000);
    }
}
