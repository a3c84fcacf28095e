using Router.Api.Edges;
using Router.Features.Firewall.Sets;

namespace Router.Daemon;

/// <summary>
/// Where things are. <paramref name="Root"/> is put in front of every path of the system that is written or read (service
/// files, logs), so that a test can have a system of its own; the state directory and the socket are taken as they are.
/// </summary>
internal sealed record RuntimePaths(string State, string Socket, string Board, string Root)
{
    public const string DefaultState = "/var/lib/router";
    public const string DefaultBoard = "/etc/router/board.yaml";

    public static readonly RuntimePaths Device = new(DefaultState, UnixTransport.DefaultPath, DefaultBoard, "/");

    /// <summary>Set files: beside the document that boots, as they are beside one on a desk.</summary>
    public string SetFiles => Path.Combine(State, AddressSet.Folder);

    public string Secrets => Path.Combine(State, "secrets");

    public string Log => InRoot("/var/log/router/routerd.log");

    public string SystemLog => InRoot("/var/log/messages");

    public string Leases => InRoot("/var/lib/misc/dnsmasq.leases");

    public string Manifest => InRoot("/etc/router/manifest.json");

    /// <summary>There when the configuration of the boot is applied: the rest of the system waits for it.</summary>
    public string Ready => Path.Combine(Path.GetDirectoryName(Socket)!, "ready");

    public string InRoot(string path) => Path.Join(Root, path);
}
