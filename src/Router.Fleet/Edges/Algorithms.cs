using Renci.SshNet;

namespace Router.Fleet.Edges;

/// <summary>What is offered to a device, best first.</summary>
internal static class Algorithms
{
    /// <summary>Cheap on both sides, the first two safe against tomorrow's computers where the device knows them.</summary>
    private static readonly string[] KeyExchanges = ["mlkem768x25519-sha256", "curve25519-sha256", "curve25519-sha256@libssh.org"];

    /// <param name="knownTypes">Types of key that are known of the device: asked for first, since it shows one alone.</param>
    public static void Prefer(ConnectionInfo info, IReadOnlyList<string> knownTypes)
    {
        First(info.KeyExchangeAlgorithms, KeyExchanges);
        // As safe as the others and ten times as dear.
        foreach (var slow in info.KeyExchangeAlgorithms.Keys.Where(k => k.StartsWith("sntrup", StringComparison.Ordinal)).ToList())
            info.KeyExchangeAlgorithms.Remove(slow);
        First(info.HostKeyAlgorithms, knownTypes.SelectMany(Names));
    }

    private static string[] Names(string keyType) => keyType == "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256"] : [keyType];

    private static void First<T>(IOrderedDictionary<string, T> offered, IEnumerable<string> names)
    {
        var position = 0;
        foreach (var name in names.Where(offered.ContainsKey))
            offered.SetPosition(name, position++);
    }
}
