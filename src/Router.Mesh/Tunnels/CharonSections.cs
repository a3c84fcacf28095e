using System.Globalization;
using System.Net;
using Router.Wire.Vici;

namespace Router.Mesh.Tunnels;

/// <summary>
/// Connections and keys as charon wants them. A connection's name says which mesh and peer it is for, so that a daemon that comes after
/// this one finds them again: <c>router-MESH</c> lets peers in, <c>router-MESH-ADDRESS</c> leads to one, <c>router-MESH-ADDRESS-shared</c>
/// lets in who is behind the same NAT as another. The child's name is the mesh.
/// </summary>
public static class CharonSections
{
    private const string Prefix = "router-";

    /// <summary>charon numbers them from 1; the bits above are free for whoever marks packets.</summary>
    private const string UniqueMark = "%unique/0x00ffffff", SameMark = "%same/0x00ffffff";

    private const string NatPort = "4500";

    public static string Name(string mesh) => Prefix + mesh;

    public static string Name(string mesh, IPAddress nbma) => $"{Prefix}{mesh}-{nbma}";

    public static string SharedName(string mesh, IPAddress nbma) => $"{Name(mesh, nbma)}-shared";

    /// <summary>Whose connection it is; false: not one of ours. No name of a mesh has an address in it.</summary>
    public static bool TryParseName(string name, IEnumerable<string> meshes, out string mesh, out IPAddress? nbma)
    {
        nbma = null;
        mesh = "";
        foreach (var candidate in meshes)
        {
            if (name == Name(candidate))
                mesh = candidate;
            else if (name.StartsWith($"{Prefix}{candidate}-", StringComparison.Ordinal)
                && IPAddress.TryParse(name[(Prefix.Length + candidate.Length + 1)..], out nbma))
                mesh = candidate;
            if (mesh.Length > 0)
                return true;
        }
        return false;
    }

    public static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Lets in whoever proves that it belongs to the mesh.</summary>
    public static ViciSection Responder(TunnelSettings settings) =>
        new ViciSection().Add(Name(settings.Mesh), Connection(settings, "%any", "%any", Child(settings)));

    /// <summary>
    /// Lets in who comes from this address, where somebody is already. Transport mode sees the NAT's address in place of theirs, so that
    /// the kernel could not tell their tunnels apart: a mark of its own does, on what goes out and on what came in.
    /// </summary>
    public static ViciSection Shared(TunnelSettings settings, IPAddress nbma) =>
        new ViciSection().Add(SharedName(settings.Mesh, nbma), Connection(settings, "%any", $"{nbma}", Child(settings)
            .Add("mark_in", UniqueMark).Add("mark_out", UniqueMark).Add("set_mark_in", SameMark)
            // In front of the policy of the one without a mark, which takes any.
            .Add("priority", "1")));

    /// <param name="settings">Of the mesh.</param>
    /// <param name="nbma">Where the peer is.</param>
    /// <param name="betweenNats">From the port of NAT traversal to the same one: the way in that each NAT opens for the other.</param>
    public static ViciSection Initiator(TunnelSettings settings, IPAddress nbma, bool betweenNats)
    {
        var connection = Connection(settings, $"{settings.Nbma}", $"{nbma}", Child(settings));
        return new ViciSection()
            .Add(Name(settings.Mesh, nbma), betweenNats ? connection.Add("local_port", NatPort).Add("remote_port", NatPort) : connection);
    }

    /// <summary>Without waiting: events say what became of it.</summary>
    public static ViciSection Initiate(TunnelSettings settings, IPAddress nbma) =>
        new ViciSection().Add("child", settings.Mesh).Add("ike", Name(settings.Mesh, nbma)).Add("timeout", "-1");

    public static ViciSection Terminate(uint ike) =>
        new ViciSection().Add("ike-id", ike.ToString(CultureInfo.InvariantCulture)).Add("force", "yes").Add("timeout", "-1");

    public static ViciSection Rekey(uint child) => new ViciSection().Add("child-id", child.ToString(CultureInfo.InvariantCulture));

    public static ViciSection Unload(string connection) => new ViciSection().Add("name", connection);

    /// <summary>What is to be loaded before a connection can be proven, command by command.</summary>
    public static IEnumerable<(string Command, ViciSection Content)> Credentials(TunnelSettings settings)
    {
        switch (settings.Credentials)
        {
            case TunnelCredentials.SharedKey key:
                yield return ("load-shared", new ViciSection().Add("id", Name(settings.Mesh)).Add("type", "IKE").Add("data", key.Value)
                    // A peer that does not say whom it means is looked up by its own identity alone; of several meshes' keys that of its
                    // network fits best.
                    .Add("owners", [settings.Identity, $"{settings.Network}", "%any"]));
                break;
            case TunnelCredentials.Certified certified:
                yield return ("load-cert",
                    new ViciSection().Add("type", "X509").Add("flag", "CA").Add("data", Pem.Of(certified.Authority, Pem.CertificateLabel)));
                yield return ("load-key", new ViciSection().Add("type", "any").Add("data", Pem.Of(certified.Key, Pem.KeyLabel)));
                break;
        }
    }

    private static ViciSection Connection(TunnelSettings settings, string local, string remote, ViciSection child)
    {
        var connection = new ViciSection()
            .Add("version", "2")
            .Add("local_addrs", [local])
            .Add("remote_addrs", [remote])
            .Add("proposals", settings.Ike)
            .Add("mobike", "no")
            // Two that meet may each bring a tunnel up, and neither is to end the other's.
            .Add("unique", "never")
            .Add("keyingtries", "1")
            .Add("dpd_delay", Seconds(settings.DeadPeer))
            .Add("rekey_time", Seconds(settings.IkeLifetime));
        if (settings.Credentials is TunnelCredentials.Certified certified)
        {
            connection
                .Add("send_certreq", "yes")
                .Add("local", new ViciSection()
                    .Add("auth", "pubkey")
                    .Add("id", settings.Identity)
                    .Add("certs", [Pem.Of(certified.Certificate, Pem.CertificateLabel)]))
                .Add(
                    "remote",
                    new ViciSection()
                        .Add("auth", "pubkey")
                        .Add("id", "%any")
                        .Add("cacerts", [Pem.Of(certified.Authority, Pem.CertificateLabel)]));
        }
        else
        {
            connection
                .Add("local", new ViciSection().Add("auth", "psk").Add("id", settings.Identity))
                .Add("remote", new ViciSection().Add("auth", "psk").Add("id", "%any"));
        }
        return connection.Add("children", new ViciSection().Add(settings.Mesh, child));
    }

    /// <summary>GRE between the two ends and nothing else.</summary>
    private static ViciSection Child(TunnelSettings settings) => new ViciSection()
        .Add("mode", "transport")
        .Add("local_ts", ["dynamic[gre]"])
        .Add("remote_ts", ["dynamic[gre]"])
        .Add("esp_proposals", settings.Esp)
        .Add("rekey_time", Seconds(settings.Lifetime))
        .Add("start_action", "none")
        .Add("close_action", "none")
        .Add("dpd_action", "clear");

    private static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "s";
}
