using System.Text;

namespace Router.Core.Services;

/// <summary>Numbers of configured users and of their roles' groups. They come from the name, so files keep their owner.</summary>
public static class UserIds
{
    private const uint First = 10_000;
    private const uint Count = 50_000;

    /// <summary>10000 to 59999, by FNV-1a of the name.</summary>
    public static uint Of(string user)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(user))
            hash = (hash ^ value) * 16777619u;
        return First + (hash % Count);
    }
}
