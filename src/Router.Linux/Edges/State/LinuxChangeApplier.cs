using System.Runtime.InteropServices;
using System.Text;
using Router.Core.Edges;
using Router.Core.Plans;
using Router.Core.Rulesets;
using Router.Core.State;
using Router.Documents;
using Router.Linux.Edges.Files;
using Router.Linux.Edges.Netlink;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Linux.Edges.Nft;
using Router.Linux.Edges.Services;

namespace Router.Linux.Edges.State;

/// <summary>Carries out changes on this machine, in the network namespace of the process.</summary>
public sealed class LinuxChangeApplier(LinuxPaths paths, IServiceManager services) : IChangeApplier, IDisposable
{
    /// <summary>A socket that could not be had is asked for again.</summary>
    private readonly Lazy<NetlinkSocket> route = new(NetlinkSocket.Route, LazyThreadSafetyMode.PublicationOnly);
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
        foreach (var change in plan.OfType<Change.ReplaceFirewall>())
            problems.Add(await nft.CheckAsync(change.Ruleset, change.FingerprintBefore, stopping));
        var changed = plan.OfType<Change.WriteFile>().Select(change => change.Service).ToHashSet();
        foreach (var service in desired.Services.Where(s => s.Running && s.Check.Count > 0 && changed.Contains(s.Name)))
            problems.Add(await checks.RunAsync(service, stopping));
        return [.. problems.OfType<string>()];
    }

    public void Adopt(DesiredState desired) => nft.Adopt(desired.Ruleset);

    public void FillFrom(ISetContents contents) => nft.FillFrom(contents);

    public Task FillAsync(Ruleset ruleset, CancellationToken stopping)
    {
        nft.Fill(ruleset);
        return Task.CompletedTask;
    }

    /// <summary>The same after somebody else loaded the ruleset's text.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public void FillAfresh(Ruleset ruleset) => nft.Fill(ruleset, afresh: true);

    public Task ApplyAsync(Change change, CancellationToken stopping) => change switch
    {
        Change.ReplaceFirewall c => nft.LoadAsync(c.Ruleset, c.FingerprintBefore, stopping),
        Change.StartService c => StartAsync(c, stopping),
        Change.StopService c => services.StopAsync(c.Name, stopping),
        Change.RefreshService c => RefreshAsync(c, stopping),
        _ => Now(change),
    };

    public Task UndoAsync(Change change, CancellationToken stopping) =>
        change is Change.ReplaceFirewall ? nft.UndoAsync() : ApplyAsync(change.Inverse()!, stopping);

    private async Task StartAsync(Change.StartService change, CancellationToken stopping)
    {
        Make(change.Directories);
        await services.StartAsync(change.Name, stopping);
    }

    private async Task RefreshAsync(Change.RefreshService change, CancellationToken stopping)
    {
        Make(change.Directories);
        await services.RefreshAsync(change.Name, change.How, stopping);
    }

    private void Make(ValueList<ServiceDirectory> directories)
    {
        foreach (var directory in directories)
            files.MakeDirectory(directory);
    }

    private Task Now(Change change)
    {
        switch (change)
        {
            case Change.SetHostname c: SetHostname(c.Name); break;
            case Change.SetSysctl c: Sysctl.Write(c.Key, c.Value); break;
            case Change.WriteFile c: files.Write(c.File); Notice(c.File.Path); break;
            case Change.RemoveFile c: files.Remove(c.Before.Path); Notice(c.Before.Path); break;
            default: KernelChanges.Apply(route.Value, change); break;
        }
        return Task.CompletedTask;
    }

    /// <summary>This process read the file when it started, and takes all its times by it.</summary>
    private static void Notice(string path)
    {
        if (path == "/etc/localtime")
            TimeZoneInfo.ClearCachedData();
    }

    private static void SetHostname(string name)
    {
        if (Libc.SetHostName(name, (nuint)Encoding.UTF8.GetByteCount(name)) != 0)
            throw new ApplyException($"hostname {name}", Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());
    }
}
