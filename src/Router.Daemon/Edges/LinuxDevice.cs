using Router.Core.Edges;
using Router.Linux.Edges;
using Router.Linux.Edges.Services;
using Router.Linux.Edges.State;

namespace Router.Daemon.Edges;

/// <summary>The edges of this machine: its kernel, and OpenRC where that runs it.</summary>
internal static class LinuxDevice
{
    /// <summary>
    /// <paramref name="warn"/> hears what is missing here that a router has. <paramref name="often"/>: the machine is looked at again and
    /// again.
    /// </summary>
    public static (INetworkState State, LinuxChangeApplier Applier, IServiceManager Services) Open(
        RuntimePaths paths, bool often, Action<string> warn)
    {
        var linux = Paths(paths);
        IServiceManager services = OpenRc.IsHere ? new OpenRc(linux) : new NoServices();
        if (!services.Manages)
            warn("OpenRC does not run this machine: service files are written and checked, but no service is started");
        return (new LinuxNetworkState(linux, services, often), new LinuxChangeApplier(linux, services), services);
    }

    public static LinuxPaths Paths(RuntimePaths paths) => new(paths.Root, Path.GetDirectoryName(paths.Socket)!);
}
