namespace Router.Daemon.Edges;

/// <summary>What a daemon knew of the uplinks.</summary>
internal sealed class UplinkFile(string path) : BootFile(path);
