using Router.Api.Edges;
using Router.Features.Firewall.Sets;
using Router.Features.Lists;
using Router.Features.Ssh;
using Router.Features.SystemLog;

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

    /// <summary>The private one; its public line is in a file beside it.</summary>
    public string HostKey => InRoot(SshPlaces.HostKey);

    public string Log => InRoot("/var/log/router/routerd.log");

    public string SystemLog => InRoot(LogPlaces.Messages);

    /// <summary>How far the log of services was sent to collectors, of this boot.</summary>
    public string SystemLogSent => Path.Combine(Path.GetDirectoryName(Socket)!, "log-sent");

    public string Leases => InRoot("/var/lib/misc/dnsmasq.leases");

    /// <summary>Domains that the resolver says do not exist.</summary>
    public string Blocked => InRoot(BlockFile.Path);

    public string Manifest => InRoot("/etc/router/manifest.json");

    /// <summary>A file for each key whose releases are taken.</summary>
    public string ReleaseKeys => InRoot("/etc/router/release");

    /// <summary>There when the configuration of the boot is applied: the rest of the system waits for it.</summary>
    public string Ready => Path.Combine(Path.GetDirectoryName(Socket)!, "ready");

    /// <summary>How this boot is other than usual, as the boot has found it.</summary>
    public string BootMode => Path.Combine(Path.GetDirectoryName(Socket)!, "mode");

    public string BootNotes => Path.Combine(Path.GetDirectoryName(Socket)!, "notes");

    /// <summary>What the daemon knew of the uplinks last, of this boot.</summary>
    public string Uplinks => Path.Combine(Path.GetDirectoryName(Socket)!, "uplinks.json");

    /// <summary>The port mappings that hosts asked for, of this boot.</summary>
    public string Mappings => Path.Combine(Path.GetDirectoryName(Socket)!, "mappings.json");

    /// <summary>What curl reads to speak with a controller, in memory.</summary>
    public string ControllerFiles => Path.Combine(Path.GetDirectoryName(Socket)!, "controller");

    public string InRoot(string path) => Path.Join(Root, path);
}
