namespace Router.Daemon.Edges;

/// <summary>The port mappings that hosts asked for.</summary>
internal sealed class MappingFile(string path) : BootFile(path);
