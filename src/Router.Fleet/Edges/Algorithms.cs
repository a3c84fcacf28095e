using Renci.SshNet;
using Router.Fleet.KnownHosts;
using Router.Fleet.SshConfigs;

namespace Router.Fleet.Edges;

/// <summary>What is offered to a device, best first.</summary>
internal static class Algorithms
{
    public const string CertificateSuffix = "-cert-v01@openssh.com";

    /// <summary>Cheap on both sides, the first two safe against tomorrow's computers where the device knows them.</summary>
    private static readonly string[] KeyExchanges = ["mlkem768x25519-sha256", "curve25519-sha256", "curve25519-sha256@libssh.org"];

    /// <summary>Signed with SHA-1, or by 1024 bits: ssh takes them no more, neither from a host nor from an authority.</summary>
    private static readonly string[] Broken = ["ssh-rsa", "ssh-dss", $"ssh-rsa{CertificateSuffix}", $"ssh-dss{CertificateSuffix}"];

    /// <param name="expected">What is known of the device is asked for first, since it shows one key alone.</param>
    /// <param name="wanted">What the operator wants of it (<c>HostKeyAlgorithms</c>): then known keys change nothing.</param>
    public static void Prefer(ConnectionInfo info, ExpectedKeys expected, string? wanted = null)
    {
        var possible = info.HostKeyAlgorithms.ToList();
        First(info.KeyExchangeAlgorithms, KeyExchanges);
        // As safe as the others and ten times as dear.
        Remove(info.KeyExchangeAlgorithms, k => k.StartsWith("sntrup", StringComparison.Ordinal));
        Remove(info.HostKeyAlgorithms, name => Broken.Contains(name));
        // A certificate that no authority in the lists could have signed says nothing that its key does not say.
        if (!expected.Authorities)
            Remove(info.HostKeyAlgorithms, IsCertificate);
        if (wanted is null)
            First(info.HostKeyAlgorithms, [.. info.HostKeyAlgorithms.Keys.Where(IsCertificate), .. expected.Types.SelectMany(Names)]);
        else
            Want(info.HostKeyAlgorithms, wanted, possible);
    }

    private static void Want<T>(IOrderedDictionary<string, T> offered, string wanted, List<KeyValuePair<string, T>> possible)
    {
        var names = HostKeyAlgorithmList.Apply(wanted, [.. offered.Keys], [.. possible.Select(one => one.Key)]);
        offered.Clear();
        foreach (var name in names)
            offered.Add(name, possible.First(one => one.Key == name).Value);
    }

    public static bool IsCertificate(string algorithm) => algorithm.EndsWith(CertificateSuffix, StringComparison.Ordinal);

    private static string[] Names(string keyType) => keyType == "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256"] : [keyType];

    private static void Remove<T>(IOrderedDictionary<string, T> offered, Func<string, bool> unwanted)
    {
        foreach (var name in offered.Keys.Where(unwanted).ToList())
            offered.Remove(name);
    }

    private static void First<T>(IOrderedDictionary<string, T> offered, IEnumerable<string> names)
    {
        var position = 0;
        foreach (var name in names.Where(offered.ContainsKey))
            offered.SetPosition(name, position++);
    }
}
