using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Router.Core.Edges;
using Router.Core.Planning;
using Router.Core.State;
using Router.Linux.Edges.Files;
using Router.Linux.Edges.Netlink;
using Router.Linux.Edges.Nft;
using Router.Linux.Edges.Services;
using Router.Wire.Netlink;

namespace Router.Linux.Edges;

/// <summary>Carries out changes on this machine, in the network namespace of the process.</summary>
public sealed class LinuxChangeApplier(LinuxPaths paths, IServiceManager services) : IChangeApplier, IDisposable
{
    private readonly Lazy<NetlinkSocket> route = new(NetlinkSocket.Route);
    private readonly NftProgram nft = new(paths);
    private readonly SystemFileWriter files = new(paths);
    private readonly ServiceChecks checks = new(paths);

    public void Dispose()
    {
        if (route.IsValueCreated)
            route.Value.Dispose();
    }

    public async Task<IReadOnlyList<string>> CheckAsync(IReadOnlyList<Change> plan, DesiredState desired, CancellationToken stopping)
    {
        var problems = new List<string?>();
        if (plan.Any(change => change is Change.ReplaceFirewall))
            problems.Add(await NftProgram.CheckAsync(desired.Ruleset.Text, stopping));
        var changed = plan.OfType<Change.WriteFile>().Select(change => change.Service).ToHashSet();
        foreach (var service in desired.Services.Where(s => s.Running && s.Check.Count > 0 && changed.Contains(s.Name)))
            problems.Add(await checks.RunAsync(service, stopping));
        return [.. problems.OfType<string>()];
    }

    public Task ApplyAsync(Change change, CancellationToken stopping) => change switch
    {
        Change.ReplaceFirewall c => nft.LoadAsync(c.Ruleset, c.FingerprintBefore, stopping),
        Change.StartService c => StartAsync(c, stopping),
        Change.StopService c => services.StopAsync(c.Name, stopping),
        Change.RefreshService c => services.RefreshAsync(c.Name, c.How, stopping),
        _ => Now(change),
    };

    public Task UndoAsync(Change change, CancellationToken stopping) =>
        change is Change.ReplaceFirewall ? nft.UndoAsync() : ApplyAsync(change.Inverse()!, stopping);

    private async Task StartAsync(Change.StartService change, CancellationToken stopping)
    {
        foreach (var directory in change.Directories)
            files.MakeDirectory(directory);
        await services.StartAsync(change.Name, stopping);
    }

    private Task Now(Change change)
    {
        switch (change)
        {
            case Change.SetHostname c: SetHostname(c.Name); break;
            case Change.SetSysctl c: Sysctl.Write(c.Key, c.Value); break;
            case Change.WriteFile c: files.Write(c.File); break;
            case Change.RemoveFile c: files.Remove(c.Before.Path); break;
            default: ApplyToKernel(change); break;
        }
        return Task.CompletedTask;
    }

    private void ApplyToKernel(Change change)
    {
        var operation = PlanText.Line(change);
        if (change is Change.CreateLink created)
            Create(route.Value, created, operation);
        else
            route.Value.Execute(Request(change, Index), operation);
    }

    /// <summary>A link without our mark would never be taken away again: then rather none.</summary>
    private static void Create(NetlinkSocket socket, Change.CreateLink link, string operation)
    {
        var name = link.Name;
        socket.Execute(link.Gre is { } gre ? Requests.CreateGre(name, Value(gre)) : Requests.CreateLink(name, "bridge"), operation);
        try
        {
            socket.Execute(Requests.SetAlias(Index(name), ObservedLink.OwnAlias), operation);
        }
        catch (ApplyException)
        {
            socket.Execute(Requests.DeleteLink(Index(name)), operation);
            throw;
        }
    }

    private static NetlinkMessage Request(Change change, Func<string, int> index) => change switch
    {
        Change.DeleteLink c => Requests.DeleteLink(index(c.Name)),
        Change.SetMaster c => Requests.SetMaster(index(c.Link), c.Master is null ? 0 : index(c.Master)),
        Change.SetMtu c => Requests.SetMtu(index(c.Link), c.Mtu),
        Change.SetUp c => Requests.SetUp(index(c.Link), c.Up),
        Change.AddAddress c => Requests.AddAddress(index(c.Link), c.Address.Address, c.Address.PrefixLength, Route.Protocol),
        Change.RemoveAddress c => Requests.RemoveAddress(index(c.Link), c.Address.Address, c.Address.PrefixLength),
        Change.AddRoute c => Requests.AddRoute(Value(c.Route, index)),
        Change.RemoveRoute c => Requests.RemoveRoute(Value(c.Route, index)),
        _ => throw new UnreachableException(),
    };

    private static RouteRequest Value(Route route, Func<string, int> index) => new(
        route.Destination.BaseAddress, route.Destination.PrefixLength, route.Gateway, route.Link is null ? 0 : index(route.Link),
        route.Blackhole, route.Metric, Route.Protocol);

    private static GreLink Value(GreTunnel gre) => new(gre.Underlay is null ? 0 : Index(gre.Underlay), gre.Local, gre.Remote, gre.Key, gre.TimeToLive);

    private static int Index(string name) => Libc.LinkIndex(name) is var index and not 0
        ? (int)index
        : throw new ApplyException($"find link {name}", Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());

    private static void SetHostname(string name)
    {
        if (Libc.SetHostName(name, (nuint)Encoding.UTF8.GetByteCount(name)) != 0)
            throw new ApplyException($"hostname {name}", Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());
    }
}
